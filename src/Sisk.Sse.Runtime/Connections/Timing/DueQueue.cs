namespace Sisk.Sse.Connections.Timing;

/// <summary>The scheduled entries of the clock, ordered by due time. Not thread-safe; the clock locks.</summary>
internal sealed class DueQueue
{
    /// <summary>The number of canceled entries above which they may be removed.</summary>
    private const int MinCanceledToRemove = 64;

    private readonly PriorityQueue<ClockEntry, long> _entries = new();
    private int _canceled;

    /// <summary>Gets the number of entries, including canceled ones.</summary>
    internal int Count => _entries.Count;

    /// <summary>Gets the number of entries that are not canceled.</summary>
    internal int CountActive() => _entries.UnorderedItems.Count(static item => item.Element.Target is not null);

    internal void Add(ClockEntry entry, long due)
    {
        entry.IsQueued = true;
        _entries.Enqueue(entry, due);
    }

    internal void Cancel(ClockEntry entry)
    {
        if (entry.Target is null)
        {
            return;
        }

        // A heap cannot find an entry by value. A canceled entry stays until it is due, without a reference to its target.
        entry.Target = null;
        if (entry.IsQueued && ++_canceled > MinCanceledToRemove && _canceled > _entries.Count / 2)
        {
            RemoveCanceled();
        }
    }

    /// <summary>Takes the next entry that is due at a time, or may be early by then.</summary>
    internal bool TryTake(long timestamp, out ClockEntry entry)
    {
        while (_entries.TryPeek(out entry!, out var due) && due - entry.Slack <= timestamp)
        {
            _entries.Dequeue();
            entry.IsQueued = false;
            if (entry.Target is not null)
            {
                return true;
            }

            _canceled--;
        }

        return false;
    }

    internal bool TryPeek(out long due) => _entries.TryPeek(out _, out due);

    private void RemoveCanceled()
    {
        var active = _entries.UnorderedItems.Where(static item => item.Element.Target is not null).ToArray();
        _entries.Clear();
        _entries.EnqueueRange(active);
        _canceled = 0;
    }
}
