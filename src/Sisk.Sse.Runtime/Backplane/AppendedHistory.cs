namespace Sisk.Sse.Backplane;

/// <summary>
/// Computes the events that the history of the servers still holds, from what one host has appended to the log. It notes groups of events,
/// so that its own memory is bounded: about a hundred groups at most. Thread-safe.
/// </summary>
/// <remarks>Events of other hosts have no size here. The log may therefore hold more than the history, and never less.</remarks>
internal sealed class AppendedHistory(int maxEvents, long maxBytes, TimeSpan maxAge, TimeProvider time)
{
    /// <summary>The number of groups for one bound, which is exceeded by no more than a group.</summary>
    private const int GroupsPerBound = 32;

    private readonly Lock _gate = new();

    /// <summary>The groups that are complete, oldest first.</summary>
    private readonly Queue<Group> _groups = new();

    /// <summary>The group of the latest events.</summary>
    private Group? _latest;
    private string _epoch = "";
    private long _last;
    private long _completed;
    private long _bytes;
    private long _dropped;

    /// <summary>Gets the sequence before the oldest event of the history.</summary>
    internal long CompleteAfter
    {
        get
        {
            lock (_gate)
            {
                Trim();
                return Math.Max(_dropped, _last - maxEvents);
            }
        }
    }

    /// <summary>Notes a batch.</summary>
    /// <param name="epoch">The epoch of the log.</param>
    /// <param name="last">The sequence of the batch's last event.</param>
    /// <param name="bytes">The size of the events' data.</param>
    internal void Add(string epoch, long last, long bytes)
    {
        lock (_gate)
        {
            if (epoch != _epoch && last <= _last)
            {
                // The log has lost events, and counts again from there.
                Clear();
            }
            else if (last <= _completed)
            {
                // The log has recognized a batch that was appended long ago.
                return;
            }

            if (_latest is { } old && time.GetElapsedTime(old.Since) >= maxAge / GroupsPerBound)
            {
                CompleteLatest(old);
            }

            _epoch = epoch;
            _last = Math.Max(_last, last);
            _bytes += bytes;
            _latest ??= new Group(time.GetTimestamp());
            _latest.Add(_last, bytes, time.GetTimestamp());
            if (_latest.Bytes >= maxBytes / GroupsPerBound)
            {
                CompleteLatest(_latest);
            }

            Trim();
        }
    }

    /// <summary>Drops the groups without which the history is full, or which are too old.</summary>
    private void Trim()
    {
        if (_latest is { } latest && time.GetElapsedTime(latest.At) > maxAge)
        {
            CompleteLatest(latest);
        }

        while (_groups.TryPeek(out var oldest) && (_bytes - oldest.Bytes >= maxBytes || time.GetElapsedTime(oldest.At) > maxAge))
        {
            _groups.Dequeue();
            _bytes -= oldest.Bytes;
            _dropped = oldest.Last;
        }
    }

    private void CompleteLatest(Group latest)
    {
        _groups.Enqueue(latest);
        _completed = latest.Last;
        _latest = null;
    }

    private void Clear()
    {
        _groups.Clear();
        _latest = null;
        (_last, _completed, _bytes, _dropped) = (0, 0, 0, 0);
    }

    /// <summary>Consecutive events.</summary>
    /// <param name="since">The time of the first one.</param>
    private sealed class Group(long since)
    {
        internal long Since => since;

        /// <summary>Gets the time of the last event.</summary>
        internal long At { get; private set; }

        internal long Last { get; private set; }

        internal long Bytes { get; private set; }

        internal void Add(long last, long bytes, long at) => (Last, Bytes, At) = (last, Bytes + bytes, at);
    }
}
