namespace Sisk.Sse.Identifiers;

/// <summary>Orders identifiers so that those below a prefix follow it at once: ordinal, with '/' before every other character.</summary>
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
