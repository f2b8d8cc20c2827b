namespace Sisk.Sse.Client.Connecting;

/// <summary>
/// Tracks the last event ID in a stream's bytes. It changes at the blank line that ends a block (HTML standard, section 9.2.6), even if the
/// block has no data. <c>SseParser</c> takes an id as soon as it has read its line. If the connection broke within an event, a client would
/// then resume after an event that it never received. A CR at the end of the received bytes ends its line with the next byte or with the
/// stream, when <c>SseParser</c> passes the event on.
/// </summary>
internal sealed class LastEventIdTracker(string initial)
{
    private const byte Cr = (byte)'\r';
    private const byte Lf = (byte)'\n';

    private readonly LineRemainder _line = new();
    private readonly IdText _pending = new(initial);
    private readonly IdText _taken = new(initial);
    private bool _endsInCr;

    /// <summary>Gets the last event ID of the complete blocks.</summary>
    internal string LastEventId => _taken.ToString();

    /// <summary>Processes the bytes of a read; none at the end of the stream.</summary>
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
    /// Skips complete blocks from the end, since only their last id counts. Returns the bytes after the last block.
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
