namespace Sisk.Sse.Client.Connecting;

/// <summary>
/// Follows the last event ID of a stream's bytes. It is taken over with the blank line that ends a block (HTML standard, section 9.2.6),
/// also of a block without data. <c>SseParser</c> takes an id as soon as it has read its line: after a cut in the middle of an event, a
/// client would resume after an event that it never had. A CR at the end of what has come ends its line with the next byte, or with the
/// stream: only then does <c>SseParser</c> hand the event on.
/// </summary>
internal sealed class LastEventIdTracker(string initial)
{
    private const byte Cr = (byte)'\r';
    private const byte Lf = (byte)'\n';

    private readonly LineRemainder _line = new();
    private readonly IdText _pending = new(initial);
    private readonly IdText _taken = new(initial);
    private bool _endsInCr;

    /// <summary>Gets the last event ID of the blocks that are complete.</summary>
    internal string LastEventId => _taken.ToString();

    /// <summary>Takes the bytes of a read; none at the end of the stream.</summary>
    internal void Observe(ReadOnlySpan<byte> bytes)
    {
        if (_endsInCr)
        {
            _endsInCr = false;
            EndLine(default);
            bytes = !bytes.IsEmpty && bytes[0] == Lf ? bytes.Slice(1) : bytes;
        }

        if (bytes.IndexOf(Cr) < 0)
        {
            bytes = SkipBlocks(bytes);
        }

        while (!bytes.IsEmpty)
        {
            var end = bytes.IndexOfAny(Cr, Lf);
            _endsInCr = end == bytes.Length - 1 && bytes[end] == Cr;
            if (end < 0 || _endsInCr)
            {
                _line.Keep(bytes.Slice(0, _endsInCr ? end : bytes.Length));
                return;
            }

            EndLine(bytes.Slice(0, end));
            bytes = bytes.Slice(end + (bytes[end] == Cr && bytes[end + 1] == Lf ? 2 : 1));
        }
    }

    /// <summary>
    /// Passes over whole blocks at once, from behind: of all their ids only the last counts. Returns what follows the last block.
    /// </summary>
    private ReadOnlySpan<byte> SkipBlocks(ReadOnlySpan<byte> bytes)
    {
        var first = bytes.IndexOf(Lf);
        if (first < 0)
        {
            return bytes;
        }

        EndLine(bytes.Slice(0, first));
        bytes = bytes.Slice(first);
        var last = bytes.LastIndexOf("\n\n"u8);
        if (last < 0)
        {
            return bytes.Slice(1);
        }

        var blocks = bytes.Slice(0, last + 1);
        for (var start = blocks.LastIndexOf("\nid"u8); start >= 0; start = blocks.LastIndexOf("\nid"u8))
        {
            var line = blocks.Slice(start + 1);
            if (_pending.TryRead(line.Slice(0, line.IndexOf(Lf))))
            {
                break;
            }

            blocks = blocks.Slice(0, start + 1);
        }

        _taken.Set(_pending);
        return bytes.Slice(last + 2);
    }

    private void EndLine(ReadOnlySpan<byte> rest)
    {
        var line = _line.End(rest, out var isEmpty);
        if (isEmpty)
        {
            _taken.Set(_pending);
        }
        else
        {
            _pending.TryRead(line);
        }
    }
}
