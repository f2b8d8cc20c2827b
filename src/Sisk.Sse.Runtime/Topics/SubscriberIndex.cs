using Sisk.Sse.Connections;
using Sisk.Sse.Identifiers;

namespace Sisk.Sse.Topics;

/// <summary>Indexes connections by each prefix of their key, so that a broadcast looks at its own targets only. Not thread-safe.</summary>
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

    /// <summary>Returns true if the subscriber was there.</summary>
    internal bool Remove(Subscriber subscriber)
    {
        if (!_all.Remove(subscriber))
        {
            return false;
        }

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

        return true;
    }

    /// <summary>Gets the subscribers whose connections <see cref="Find"/> would find.</summary>
    internal Subscriber[] GetMembers(string key) => [.. (key.Length == 0 ? _all : _byKey.GetValueOrDefault(key))?.Members ?? []];

    /// <summary>Finds the connections whose key begins with the segments of a key; all connections for an empty key.</summary>
    internal Connection[] Find(string key) =>
        key.Length == 0 ? _all.Snapshot() : _byKey.TryGetValue(key, out var set) ? set.Snapshot() : _none;

    private Dictionary<string, SubscriberSet>.AlternateLookup<ReadOnlySpan<char>> Sets =>
        _byKey.GetAlternateLookup<ReadOnlySpan<char>>();
}
