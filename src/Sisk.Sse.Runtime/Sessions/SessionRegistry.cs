using System.Runtime.InteropServices;

namespace Sisk.Sse.Sessions;

/// <summary>Keeps the sessions of an application, and the limited slots that their connections occupy.</summary>
internal sealed class SessionRegistry
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, int> _taken = new(StringComparer.Ordinal);

    // A list through the sessions themselves: a dictionary's entry would cost each connection more memory.
    private StreamSession? _newest;
    private int _sessions;
    private int _connections;
    private bool _draining;

    /// <summary>Gets the number of connections that count against <see cref="EventStreamOptions.MaxConnections"/>.</summary>
    internal int Connections
    {
        get
        {
            lock (_gate)
            {
                return _connections;
            }
        }
    }

    /// <summary>Gets a value indicating whether the server stops, so that no further stream may open.</summary>
    internal bool IsDraining
    {
        get
        {
            lock (_gate)
            {
                return _draining;
            }
        }
    }

    internal void Add(StreamSession session)
    {
        lock (_gate)
        {
            session.Next = _newest;
            _newest?.Previous = session;
            _newest = session;
            _sessions++;
        }
    }

    internal void Remove(StreamSession session)
    {
        ReleaseSlots(session);
        lock (_gate)
        {
            session.Next?.Previous = session.Previous;
            session.Previous?.Next = session.Next;
            if (_newest == session)
            {
                _newest = session.Next;
            }

            (session.Next, session.Previous) = (null, null);
            _sessions--;
        }
    }

    /// <summary>Takes the slots of a connection.</summary>
    /// <returns>Null; the limit that refuses the connection if a slot is missing, or if the server stops.</returns>
    internal string? TryTake(StreamSession session, int? max, ConnectionSlot[] slots)
    {
        lock (_gate)
        {
            var limit = _draining ? ConnectionLimits.Shutdown : _connections >= max ? ConnectionLimits.Connections : FindFull(slots);
            if (limit is null)
            {
                Take(slots);
                session.Slots = slots;
                _connections++;
            }

            return limit;
        }
    }

    /// <summary>Takes further slots for a connection that has some.</summary>
    /// <inheritdoc cref="TryTake" path="/returns"/>
    internal string? TryTakeMore(StreamSession session, ConnectionSlot[] slots)
    {
        if (slots.Length == 0)
        {
            return null;
        }

        lock (_gate)
        {
            var limit = session.Slots is null ? ConnectionLimits.Shutdown : FindFull(slots);
            if (limit is null)
            {
                Take(slots);
                session.Slots = [.. session.Slots!, .. slots];
            }

            return limit;
        }
    }

    /// <summary>Gives the slots of a connection back, if it still has them.</summary>
    internal void ReleaseSlots(StreamSession session)
    {
        lock (_gate)
        {
            if (session.Slots is not { } slots)
            {
                return;
            }

            session.Slots = null;
            _connections--;
            foreach (var slot in slots)
            {
                if (--CollectionsMarshal.GetValueRefOrNullRef(_taken, slot.Key) == 0)
                {
                    _taken.Remove(slot.Key);
                }
            }
        }
    }

    /// <summary>Admits no further connections, and returns the sessions that there are.</summary>
    internal StreamSession[] BeginDrain()
    {
        lock (_gate)
        {
            _draining = true;
        }

        return All();
    }

    internal StreamSession[] All()
    {
        lock (_gate)
        {
            var all = new StreamSession[_sessions];
            var next = _newest;
            for (var i = 0; i < all.Length; i++, next = next!.Next)
            {
                all[i] = next!;
            }

            return all;
        }
    }

    private string? FindFull(ConnectionSlot[] slots) => Array.Find(slots, slot => _taken.GetValueOrDefault(slot.Key) >= slot.Max).Limit;

    private void Take(ConnectionSlot[] slots)
    {
        foreach (var slot in slots)
        {
            CollectionsMarshal.GetValueRefOrAddDefault(_taken, slot.Key, out _)++;
        }
    }
}
