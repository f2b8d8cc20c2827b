using Sisk.Sse.Connections;

namespace Sisk.Sse.Topics;

/// <summary>
/// The connections of one key. A broadcast iterates over an immutable snapshot, which is created lazily after a change. So a thousand
/// consecutive connects create one snapshot, whose cost is that of one broadcast. Not thread-safe.
/// </summary>
internal sealed class SubscriberSet
{
    private readonly HashSet<Subscriber> _members = [];
    private Connection[]? _snapshot;

    internal int Count => _members.Count;

    internal IEnumerable<Subscriber> Members => _members;

    internal void Add(Subscriber subscriber)
    {
        _members.Add(subscriber);
        _snapshot = null;
    }

    /// <summary>Returns true if the subscriber was a member.</summary>
    internal bool Remove(Subscriber subscriber)
    {
        _snapshot = null;
        return _members.Remove(subscriber);
    }

    internal Connection[] Snapshot() => _snapshot ??= [.. _members.Select(static member => member.Connection)];
}
