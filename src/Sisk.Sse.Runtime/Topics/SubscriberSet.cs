using Sisk.Sse.Connections;

namespace Sisk.Sse.Topics;

/// <summary>
/// The connections under one key. A broadcast goes over an immutable snapshot, made anew only after the set has
/// changed: that costs what the broadcast itself costs, and a thousand connects in a row cost one. Not thread-safe.
/// </summary>
internal sealed class SubscriberSet
{
    private readonly HashSet<Subscriber> _members = [];
    private Connection[]? _snapshot;

    internal int Count => _members.Count;

    internal void Add(Subscriber subscriber)
    {
        _members.Add(subscriber);
        _snapshot = null;
    }

    internal void Remove(Subscriber subscriber)
    {
        _members.Remove(subscriber);
        _snapshot = null;
    }

    internal Connection[] Snapshot() => _snapshot ??= [.. _members.Select(static member => member.Connection)];
}
