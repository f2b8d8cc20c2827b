namespace Sisk.Sse.Identifiers;

/// <summary>Compares keys: escaped values joined by '/'. Keys are compared by whole segments, so that 42 never matches 421.</summary>
internal static class IdentifierKey
{
    /// <summary>Returns true if a connection's key is the broadcast's key or begins with its segments.</summary>
    internal static bool IsWithin(ReadOnlySpan<char> key, ReadOnlySpan<char> prefix) =>
        prefix.IsEmpty || IsAtOrBelow(key, prefix);

    /// <summary>As <see cref="IsWithin"/>, but an empty prefix is a segment: it matches only keys whose first segment is empty.</summary>
    internal static bool IsAtOrBelow(ReadOnlySpan<char> key, ReadOnlySpan<char> prefix) =>
        key.StartsWith(prefix, StringComparison.Ordinal) && (key.Length == prefix.Length || key[prefix.Length] == '/');

    /// <summary>Gets the end of the segment that contains an index.</summary>
    /// <returns>The index of the next '/', or the key's length in the last segment.</returns>
    internal static int EndOfSegment(string key, int start)
    {
        var end = key.IndexOf('/', start);
        return end < 0 ? key.Length : end;
    }
}
