namespace Sisk.Sse.Identifiers;

/// <summary>Keys of identifiers as text: escaped values joined by '/'. Compared by whole segments, so that 42 is never 421.</summary>
internal static class IdentifierKey
{
    /// <summary>Whether a connection's key is the broadcast's key or lies below it.</summary>
    internal static bool IsWithin(ReadOnlySpan<char> key, ReadOnlySpan<char> prefix) =>
        prefix.IsEmpty || IsAtOrBelow(key, prefix);

    /// <summary>The same where an empty prefix is a segment too: the empty one.</summary>
    internal static bool IsAtOrBelow(ReadOnlySpan<char> key, ReadOnlySpan<char> prefix) =>
        key.StartsWith(prefix, StringComparison.Ordinal) && (key.Length == prefix.Length || key[prefix.Length] == '/');

    /// <summary>The end of the next segment after a position; the text's length for the last.</summary>
    internal static int EndOfSegment(string key, int start)
    {
        var end = key.IndexOf('/', start);
        return end < 0 ? key.Length : end;
    }
}
