using System.Runtime.InteropServices;

namespace Sisk.Sse;

/// <summary>All open sources of an application, identified or not: for the bounds on their number, and for the end.</summary>
internal sealed class OpenConnections
{
    private readonly Lock _gate = new();
    private readonly Dictionary<HttpRequestEventSource, ConnectionSlot[]> _open = [];
    private readonly Dictionary<string, int> _taken = new(StringComparer.Ordinal);
    private bool _draining;

    internal int Count
    {
        get
        {
            lock (_gate)
            {
                return _open.Count;
            }
        }
    }

    /// <summary>False when there are as many as there may be, or when the server stops.</summary>
    internal bool TryAdd(HttpRequestEventSource source, int? max, ConnectionSlot[] slots)
    {
        lock (_gate)
        {
            if (_draining || _open.Count >= max || Array.Exists(slots, slot => _taken.GetValueOrDefault(slot.Key) >= slot.Max))
            {
                return false;
            }

            // One that is closed already has been removed already: added now, it would stay.
            if (source.IsActive && _open.TryAdd(source, slots))
            {
                foreach (var slot in slots)
                {
                    CollectionsMarshal.GetValueRefOrAddDefault(_taken, slot.Key, out _)++;
                }
            }

            return true;
        }
    }

    internal void Remove(HttpRequestEventSource source)
    {
        lock (_gate)
        {
            if (!_open.Remove(source, out var slots))
            {
                return;
            }

            foreach (var slot in slots)
            {
                if (--CollectionsMarshal.GetValueRefOrNullRef(_taken, slot.Key) == 0)
                {
                    _taken.Remove(slot.Key);
                }
            }
        }
    }

    /// <summary>Takes no further ones, and gives those that are open.</summary>
    internal HttpRequestEventSource[] BeginDrain()
    {
        lock (_gate)
        {
            _draining = true;
            return [.. _open.Keys];
        }
    }
}
