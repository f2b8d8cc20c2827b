namespace Sisk.Sse.Client.Connecting;

/// <summary>The part of a line that came before the rest of it; of a line that is no <c>id</c> field, only that there is one.</summary>
internal sealed class LineRemainder
{
    /// <summary>No longer part of a line is kept than tells an id; ids of servers are far shorter.</summary>
    private const int MaxLength = 4096;

    private readonly List<byte> _part = [];
    private bool _isFirstLine = true;
    private bool _isOtherField;

    /// <summary>Keeps the begin of a line, or more of it.</summary>
    internal void Keep(ReadOnlySpan<byte> part)
    {
        _isOtherField |= _part.Count == 0 && !_isFirstLine && part[0] != (byte)'i';
        if (_isOtherField)
        {
            return;
        }

        foreach (var value in part.Slice(0, Math.Min(part.Length, MaxLength - _part.Count)))
        {
            _part.Add(value);
        }
    }

    /// <summary>Returns the line that ends here, without the byte order mark of a stream.</summary>
    internal ReadOnlySpan<byte> End(ReadOnlySpan<byte> rest, out bool isEmpty)
    {
        if (_isOtherField)
        {
            (_isOtherField, isEmpty) = (false, false);
            return default;
        }

        var line = rest;
        if (_part.Count > 0)
        {
            if (!rest.IsEmpty)
            {
                Keep(rest);
            }

            line = _part.ToArray();
            _part.Clear();
        }

        isEmpty = line.IsEmpty;
        if (_isFirstLine)
        {
            _isFirstLine = false;
            line = line.StartsWith(Utf8.Preamble) ? line.Slice(Utf8.Preamble.Length) : line;
        }

        return line;
    }
}
