namespace Sisk.Sse.Client.Connecting;

/// <summary>
/// The first part of a line that is incomplete. Only lines with an id are kept; of others, only their existence is noted.
/// </summary>
internal sealed class LineRemainder
{
    private static readonly int _maxLength = IdText.MaxLineLength + Utf8.Preamble.Length;

    private readonly List<byte> _part = [];
    private bool _isFirstLine = true;
    private bool _givesNoId;

    /// <summary>Adds a part of a line.</summary>
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

    /// <summary>Returns the complete line, without the byte order mark of the stream. Empty for a line without an id.</summary>
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
