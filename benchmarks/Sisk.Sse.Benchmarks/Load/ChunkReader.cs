namespace Sisk.Sse.Benchmarks.Load;

/// <summary>Finds the data of chunks in an HTTP/1.1 body (RFC 9112, section 7.1): a chunk may end anywhere, also within an event.</summary>
internal sealed class ChunkReader
{
    private int _size;
    private int _left;

    /// <summary>Takes the next piece of data off the body.</summary>
    internal bool TryRead(ref ReadOnlySpan<byte> body, out ReadOnlySpan<byte> data)
    {
        var read = 0;
        for (; _left == 0 && read < body.Length; read++)
        {
            var next = body[read];
            if (next == '\n')
            {
                // The line end after the data has no size before it.
                (_left, _size) = (_size, 0);
            }
            else if (next != '\r')
            {
                _size = (_size * 16) + (next <= '9' ? next - '0' : (next | 0x20) - 'a' + 10);
            }
        }

        data = body.Slice(read, Math.Min(_left, body.Length - read));
        body = body[(read + data.Length)..];
        _left -= data.Length;
        return data.Length > 0;
    }
}
