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
    /// Returns true if a key has the same meaning for both streams: they have as many keys, of which some may be renamed but none has
    /// moved, or one has further keys at the end.
    /// </summary>
    /// <param name="one">The names of the keys of one stream.</param>
    /// <param name="other">The names of the keys of the other.</param>
    internal static bool AreAlike(string one, string other)
    {
        if (one == other || one.Length == 0 || other.Length == 0)
        {
            return true;
        }

        var (left, right) = (one.Split(Separator), other.Split(Separator));
        return left.Length == right.Length
            ? !left.Where((name, place) => HasMoved(name, place, right)).Any()
            : left.Zip(right).All(static pair => AreEqual(pair.First, pair.Second));
    }

    private static bool HasMoved(string name, int place, string[] names) =>
        Array.FindIndex(names, another => AreEqual(name, another)) is >= 0 and var found && found != place;

    private static bool AreEqual(string one, string other) => one.Equals(other, StringComparison.OrdinalIgnoreCase);
}
