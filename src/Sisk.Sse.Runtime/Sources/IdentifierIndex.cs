using Sisk.Sse.Identifiers;

namespace Sisk.Sse.Sources;

/// <summary>
/// Indexes sources by identifier. After the first search by prefix, it also keeps the identifiers sorted, so that a prefix is one range.
/// Applications that never search do not pay for that. Not thread-safe; the collection locks.
/// </summary>
internal sealed class IdentifierIndex
{
    /// <summary>
    /// The sources by identifier. A value is a source, or a list if several share the identifier. Most have one source, for which a list
    /// would triple the size of the entry.
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
        else if (found is List<HttpRequestEventSource> sources)
        {
            sources.Add(source);
        }
        else
        {
            _byIdentifier[identifier] = new List<HttpRequestEventSource> { (HttpRequestEventSource)found, source };
        }

        Count++;
    }

    internal bool Remove(HttpRequestEventSource source)
    {
        var identifier = source.Identifier!;
        if (!_byIdentifier.TryGetValue(identifier, out var found))
        {
            return false;
        }

        if (found is List<HttpRequestEventSource> sources)
        {
            if (!sources.Remove(source))
            {
                return false;
            }
        }
        else if (found != source)
        {
            return false;
        }

        if (found is not List<HttpRequestEventSource> { Count: > 0 })
        {
            _byIdentifier.Remove(identifier);
            _sorted?.Remove(identifier);
        }

        Count--;
        return true;
    }

    internal HttpRequestEventSource? Find(string identifier) =>
        !_byIdentifier.TryGetValue(identifier, out var found) ? null
        : found is List<HttpRequestEventSource> sources ? sources[^1]
        : (HttpRequestEventSource)found;

    internal HttpRequestEventSource[] All() => [.. _byIdentifier.Values.SelectMany(Sources)];

    internal HttpRequestEventSource[] FindByPrefix(string prefix) =>
        prefix.Length == 0 ? All() : [.. Below(prefix).SelectMany(static sources => sources)];

    internal int CountByPrefix(string prefix) => prefix.Length == 0 ? Count : Below(prefix).Sum(static sources => sources.Count);

    internal bool Contains(HttpRequestEventSource source) =>
        _byIdentifier.TryGetValue(source.Identifier!, out var found) && Sources(found).Contains(source);

    private IEnumerable<IReadOnlyList<HttpRequestEventSource>> Below(string prefix)
    {
        _sorted ??= new SortedSet<string>(_byIdentifier.Keys, SegmentComparer.Instance);

        // "/" becomes an empty prefix, which matches only identifiers whose first segment is empty.
        prefix = prefix.TrimEnd('/');

        // '/' sorts before every other character. So identifiers below the prefix come before the prefix followed by any other character.
        var range = _sorted.GetViewBetween(prefix, prefix + char.MinValue);
        return range.Where(found => IdentifierKey.IsAtOrBelow(found, prefix)).Select(found => Sources(_byIdentifier[found]));
    }

    private static IReadOnlyList<HttpRequestEventSource> Sources(object found) =>
        found as List<HttpRequestEventSource> ?? (IReadOnlyList<HttpRequestEventSource>)[(HttpRequestEventSource)found];
}
