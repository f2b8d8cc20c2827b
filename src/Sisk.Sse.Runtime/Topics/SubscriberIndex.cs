using Sisk.Sse.Connections;
using Sisk.Sse.Identifiers;

namespace Sisk.Sse.Topics;

/// <summary>Connections by each leading part of their key: a look-up finds a key's connections without seeing any other. Not thread-safe.</summary>
internal sealed class SubscriberIndex
{
    private static readonly Connection[] _none = [];
    private readonly SubscriberSet _all = new();
    private readonly Dictionary<string, SubscriberSet> _byKey = new(StringComparer.Ordinal);

    internal void Add(Subscriber subscriber)
    {
        _all.Add(subscriber);
        var sets = Sets;
        foreach (var prefix in new KeyPrefixes(subscriber.Key))
        {
            if (!sets.TryGetValue(prefix, out var set))
            {
                sets[prefix] = set = new SubscriberSet();
            }

            set.Add(subscriber);
        }
    }

    internal void Remove(Subscriber subscriber)
    {
        _all.Remove(subscriber);
        var sets = Sets;
        foreach (var prefix in new KeyPrefixes(subscriber.Key))
        {
            if (sets.TryGetValue(prefix, out var set))
            {
                set.Remove(subscriber);
                if (set.Count == 0)
                {
                    sets.Remove(prefix);
                }
            }
        }
    }

    internal Connection[] Find(string key) =>
        key.Length == 0 ? _all.Snapshot() : _byKey.TryGetValue(key, out var set) ? set.Snapshot() : _none;

    private Dictionary<string, SubscriberSet>.AlternateLookup<ReadOnlySpan<char>> Sets =>
        _byKey.GetAlternateLookup<ReadOnlySpan<char>>();
}
