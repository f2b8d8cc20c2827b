using Sisk.Sse.Identifiers;

namespace Sisk.Sse.Sources;

/// <summary>
/// Indexes sources by identifier. After the first search by prefix, it also keeps the identifiers sorted, so that a prefix is one range.
/// Applications that never search do not pay for that. Not thread-safe; the collection locks.
/// </summary>
internal sealed class IdentifierIndex
{
    /// <summary>
    /// The sources by identifier. A value is a source, or a list if several have shared the identifier. Most have one source, for which a
    /// list would triple the size of the entry. A linked list keeps the order, and thousands of its sources can close at once.
    /// </summary>
    private readonly Dictionary<string, object> _byIdentifier = new(StringComparer.Ordinal);
    private SortedSet<string>? _sorted;

    internal int Count { get; private set; }

    internal void Add(HttpRequestEventSource source)
    {
        var identifier = source.Identifier!;
        if (!_byIdentifier.TryGetValue(identifier, out var found))
        {
            _byIdentifier[identifier] = source;
            _sorted?.Add(identifier);
        }
        else if (found is LinkedList<HttpRequestEventSource> sources)
        {
            source.SharedPlace = sources.AddLast(source);
        }
        else
        {
            var (first, shared) = ((HttpRequestEventSource)found, new LinkedList<HttpRequestEventSource>());
            first.SharedPlace = shared.AddLast(first);
            source.SharedPlace = shared.AddLast(source);
            _byIdentifier[identifier] = shared;
        }

        Count++;
    }

    internal bool Remove(HttpRequestEventSource source)
    {
        var identifier = source.Identifier!;
        if (!_byIdentifier.TryGetValue(identifier, out var found) || !IsIn(found, source))
        {
            return false;
        }

        (found as LinkedList<HttpRequestEventSource>)?.Remove(source.SharedPlace!);
        if (found is not LinkedList<HttpRequestEventSource> { Count: > 0 })
        {
            _byIdentifier.Remove(identifier);
            _sorted?.Remove(identifier);
        }

        Count--;
        return true;
    }

    internal HttpRequestEventSource? Find(string identifier) =>
        !_byIdentifier.TryGetValue(identifier, out var found) ? null
        : found is LinkedList<HttpRequestEventSource> sources ? sources.Last!.Value
        : (HttpRequestEventSource)found;

    internal HttpRequestEventSource[] FindAll(string identifier) =>
        _byIdentifier.TryGetValue(identifier, out var found) ? [.. Sources(found)] : [];

    internal HttpRequestEventSource[] All() => [.. _byIdentifier.Values.SelectMany(Sources)];

    internal HttpRequestEventSource[] FindByPrefix(string prefix) =>
        prefix.Length == 0 ? All() : [.. Below(prefix).SelectMany(static sources => sources)];

    internal int CountByPrefix(string prefix) => prefix.Length == 0 ? Count : Below(prefix).Sum(static sources => sources.Count);

    internal bool Contains(HttpRequestEventSource source) =>
        _byIdentifier.TryGetValue(source.Identifier!, out var found) && IsIn(found, source);

    private IEnumerable<IReadOnlyCollection<HttpRequestEventSource>> Below(string prefix)
    {
        _sorted ??= new SortedSet<string>(_byIdentifier.Keys, SegmentComparer.Instance);

        // "/" becomes an empty prefix, which matches only identifiers whose first segment is empty.
        prefix = prefix.TrimEnd('/');

        // '/' sorts before every other character. So identifiers below the prefix come before the prefix followed by any other character.
        var range = _sorted.GetViewBetween(prefix, prefix + char.MinValue);
        return range.Where(found => IdentifierKey.IsAtOrBelow(found, prefix)).Select(found => Sources(_byIdentifier[found]));
    }

    private static bool IsIn(object found, HttpRequestEventSource source) =>
        found == source || (found is LinkedList<HttpRequestEventSource> sources && source.SharedPlace?.List == sources);

    private static IReadOnlyCollection<HttpRequestEventSource> Sources(object found) =>
        found as LinkedList<HttpRequestEventSource> ?? (IReadOnlyCollection<HttpRequestEventSource>)[(HttpRequestEventSource)found];
}
