namespace Sisk.Sse.Client.Connecting;

/// <summary>The part of a line that came before the rest of it; of a line that gives no id, only that there is one.</summary>
internal sealed class LineRemainder
{
    private static readonly int _maxLength = IdText.MaxLineLength + Utf8.Preamble.Length;

    private readonly List<byte> _part = [];
    private bool _isFirstLine = true;
    private bool _givesNoId;

    /// <summary>Keeps the begin of a line, or more of it.</summary>
    internal void Keep(ReadOnlySpan<byte> part)
    {
        if (part.IsEmpty)
        {
            return;
        }

        _givesNoId |= (_part.Count == 0 && !_isFirstLine && part[0] != (byte)'i') || part.Length > _maxLength - _part.Count;
        if (_givesNoId)
        {
            _part.Clear();
            return;
        }

        foreach (var value in part)
        {
            _part.Add(value);
        }
    }

    /// <summary>Returns the line that ends here, without the byte order mark of a stream; nothing of a line that gives no id.</summary>
    internal ReadOnlySpan<byte> End(ReadOnlySpan<byte> rest, out bool isEmpty)
    {
        var line = rest;
        if (_part.Count > 0)
        {
            Keep(rest);
            line = _part.ToArray();
            _part.Clear();
        }

        isEmpty = line.IsEmpty && !_givesNoId;
        line = _givesNoId ? default : line;
        var mark = _isFirstLine && line.StartsWith(Utf8.Preamble) ? Utf8.Preamble.Length : 0;
        (_givesNoId, _isFirstLine) = (false, false);
        return line.Slice(mark);
    }
}
