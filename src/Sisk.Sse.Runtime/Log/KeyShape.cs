namespace Sisk.Sse.Log;

/// <summary>
/// The names of a stream's keys, by which servers of two versions of an application tell if a key means the same in both. An event for the
/// room 7 would otherwise reach all rooms of the tenant 7, after the tenant has become the first key.
/// </summary>
internal static class KeyShape
{
    private const char Separator = ',';

    /// <summary>Gets the names of keys, in their order.</summary>
    internal static string Of(IEnumerable<string> names) => string.Join(Separator, names.Select(Uri.EscapeDataString));

    /// <summary>
    /// Returns true if a key has the same meaning for both streams: they have as many keys, because renaming one changes nothing, or one
    /// has further keys at the end.
    /// </summary>
    /// <param name="one">The names of the keys of one stream.</param>
    /// <param name="other">The names of the keys of the other.</param>
    internal static bool AreAlike(string one, string other)
    {
        if (one == other || Count(one) == Count(other))
        {
            return true;
        }

        var (shorter, longer) = one.Length < other.Length ? (one, other) : (other, one);
        return shorter.Length == 0 || longer.StartsWith(shorter + Separator, StringComparison.OrdinalIgnoreCase);
    }

    private static int Count(string names) => names.Length == 0 ? 0 : names.AsSpan().Count(Separator) + 1;
}
