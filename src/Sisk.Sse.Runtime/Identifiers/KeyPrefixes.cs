namespace Sisk.Sse.Identifiers;

/// <summary>Enumerates the prefixes of a key, segment by segment: "42", then "42/alice". An empty key has none.</summary>
internal ref struct KeyPrefixes(string key)
{
    private int _end = -1;

    public readonly ReadOnlySpan<char> Current => key.AsSpan(0, _end);

    public readonly KeyPrefixes GetEnumerator() => this;

    public bool MoveNext()
    {
        if (key.Length == 0 || _end == key.Length)
        {
            return false;
        }

        _end = IdentifierKey.EndOfSegment(key, _end + 1);
        return true;
    }
}
