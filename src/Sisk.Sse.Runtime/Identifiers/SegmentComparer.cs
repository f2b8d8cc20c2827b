namespace Sisk.Sse.Identifiers;

/// <summary>
/// Compares identifiers by ordinal, with '/' before every other character. Identifiers that begin with a prefix's segments then directly
/// follow that prefix.
/// </summary>
internal sealed class SegmentComparer : IComparer<string>
{
    internal static readonly SegmentComparer Instance = new();

    public int Compare(string? x, string? y)
    {
        var common = x.AsSpan().CommonPrefixLength(y);
        return Rank(x, common) - Rank(y, common);
    }

    private static int Rank(string? text, int position) =>
        text is null || position >= text.Length ? -2 : text[position] == '/' ? -1 : text[position];
}
