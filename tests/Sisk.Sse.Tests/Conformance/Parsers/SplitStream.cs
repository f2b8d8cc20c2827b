namespace Sisk.Sse.Tests.Conformance.Parsers;

/// <summary>A stream that returns its bytes in the given reads.</summary>
internal sealed class SplitStream(IReadOnlyList<byte[]> reads) : Stream
{
    private int _read;
    private int _taken;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>Splits bytes into reads of the given size.</summary>
    internal static List<byte[]> Split(byte[] bytes, int size) => [.. bytes.Chunk(size)];

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        while (_read < reads.Count && _taken == reads[_read].Length)
        {
            (_read, _taken) = (_read + 1, 0);
        }

        if (_read == reads.Count)
        {
            return 0;
        }

        var count = Math.Min(buffer.Length, reads[_read].Length - _taken);
        reads[_read].AsSpan(_taken, count).CopyTo(buffer);
        _taken += count;
        return count;
    }

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => new(Read(buffer.Span));

    public override void Flush() => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
