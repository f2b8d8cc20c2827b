namespace Sisk.Sse.Benchmarks.Load;

/// <summary>Takes the framing of chunks out of an HTTP/1.1 body (RFC 9112, section 7.1), in place: a chunk may end anywhere, also within an event.</summary>
internal sealed class ChunkReader
{
    private int _size;
    private int _left;
    private State _state;

    private enum State
    {
        Size,
        Data,
        End,
    }

    /// <summary>Moves the payload to the beginning of the span, and says how long it is.</summary>
    internal int Unframe(Span<byte> body)
    {
        var payload = 0;
        for (var i = 0; i < body.Length;)
        {
            if (_state is State.Data)
            {
                var take = Math.Min(_left, body.Length - i);
                body.Slice(i, take).CopyTo(body[payload..]);
                payload += take;
                i += take;
                _left -= take;
                _state = _left == 0 ? State.End : State.Data;
            }
            else
            {
                Step(body[i++]);
            }
        }

        return payload;
    }

    private void Step(byte next)
    {
        if (next == '\n')
        {
            (_state, _left, _size) = _state is State.Size ? (State.Data, _size, 0) : (State.Size, 0, 0);
        }
        else if (_state is State.Size && next != '\r')
        {
            _size = (_size * 16) + (next <= '9' ? next - '0' : (next | 0x20) - 'a' + 10);
        }
    }
}
