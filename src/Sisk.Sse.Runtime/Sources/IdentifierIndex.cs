using Sisk.Sse.Broadcasting;

namespace Sisk.Sse;

/// <summary>Sources by identifier, in the order of their segments, so that a prefix is one range. Not thread-safe: the collection locks.</summary>
internal sealed class IdentifierIndex
{
    private readonly SortedSet<string> _sorted = new(SegmentComparer.Instance);
    private readonly Dictionary<string, List<HttpRequestEventSource>> _byIdentifier = new(StringComparer.Ordinal);

    internal int Count { get; private set; }

    internal void Add(HttpRequestEventSource source)
    {
        var identifier = source.Identifier!;
        if (!_byIdentifier.TryGetValue(identifier, out var sources))
        {
            _byIdentifier[identifier] = sources = new List<HttpRequestEventSource>(1);
            _sorted.Add(identifier);
        }

        sources.Add(source);
        Count++;
    }

    internal bool Remove(HttpRequestEventSource source)
    {
        var identifier = source.Identifier!;
        if (!_byIdentifier.TryGetValue(identifier, out var sources) || !sources.Remove(source))
        {
            return false;
        }

        if (sources.Count == 0)
        {
            _byIdentifier.Remove(identifier);
            _sorted.Remove(identifier);
        }

        Count--;
        return true;
    }

    internal HttpRequestEventSource? Find(string identifier) =>
        _byIdentifier.TryGetValue(identifier, out var sources) ? sources[^1] : null;

    internal HttpRequestEventSource[] All() => [.. _byIdentifier.Values.SelectMany(static sources => sources)];

    internal HttpRequestEventSource[] FindByPrefix(string prefix) =>
        prefix.Length == 0 ? All() : [.. Below(prefix).SelectMany(static sources => sources)];

    internal int CountByPrefix(string prefix) => prefix.Length == 0 ? Count : Below(prefix).Sum(static sources => sources.Count);

    internal bool Contains(HttpRequestEventSource source) =>
        _byIdentifier.TryGetValue(source.Identifier!, out var sources) && sources.Contains(source);

    private IEnumerable<List<HttpRequestEventSource>> Below(string prefix)
    {
        // '/' sorts before every other character, so all that is below a prefix comes before the prefix with anything else behind it.
        var range = _sorted.GetViewBetween(prefix, prefix + char.MinValue);
        return range.Where(found => IdentifierKey.IsWithin(found, prefix)).Select(found => _byIdentifier[found]);
    }
}
