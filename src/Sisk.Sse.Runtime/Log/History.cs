using Sisk.Sse.Wire;

namespace Sisk.Sse.Log;

/// <summary>The latest events of a stream, bounded by number, size and age. Not thread-safe; the topic locks.</summary>
internal sealed class History(HistoryOptions options, TimeProvider time, bool indexesLatest = false)
{
    private readonly List<HistoryBlock> _blocks = [];
    private int _first;
    private int _count;
    private readonly DroppedEvents _dropped = new();
    private readonly LastEvents _lastEvents = new();
    private readonly LatestEvents? _latestEvents = indexesLatest ? new() : null;
    private long _bytes;
    private long _latest;
    private long _latestAt = long.MinValue;
    private long _droppedAt = long.MinValue;

    /// <summary>Gets the sequence before the oldest event. A client that has seen it has missed no dropped event.</summary>
    internal long CompleteAfter { get; private set; }

    /// <summary>Gets the number of kept events, their size in bytes, and the time of the oldest as a timestamp of the clock.</summary>
    internal (int Events, long Bytes, long? Oldest) Size => (_count, _bytes, _count == 0 ? null : _blocks[0][_first].At);

    /// <summary>Discards all events and continues after a sequence.</summary>
    internal void Restart(long sequence)
    {
        _blocks.Clear();
        (_first, _count) = (0, 0);
        _dropped.Restart(sequence);
        _latestEvents?.Clear();
        _lastEvents.Clear();
        (_bytes, _latest, _latestAt, _droppedAt, CompleteAfter) = (0, sequence, long.MinValue, long.MinValue, sequence);
    }

    /// <summary>Returns true if the history holds all events for a connection's key after a sequence.</summary>
    internal bool HoldsAllAfter(long sequence, string key) => sequence >= CompleteAfter || sequence >= _dropped.GetLast(key);

    /// <summary>Gets the sequence that was the latest at a time; 0 if events after that time have been dropped.</summary>
    internal long GetLatestAt(long timestamp)
    {
        if (_droppedAt > timestamp)
        {
            return 0;
        }

        for (var i = _blocks.Count - 1; i >= 0; i--)
        {
            var block = _blocks[i];
            var first = i == 0 ? _first : 0;
            var end = FindFirst(block, first, (At: timestamp, Sequence: 0L), static (in entry, limit) => entry.At > limit.At);
            if (end > first)
            {
                return block[end - 1].Sequence;
            }
        }

        return CompleteAfter;
    }

    internal void Add(LogPosition position, Frame frame)
    {
        var sequence = position.Sequence;
        if (_blocks.Count == 0 || _blocks[^1].IsFull)
        {
            _blocks.Add(new HistoryBlock());
        }

        // The times of a shared log are estimates, and their errors differ. An event is never earlier than the one before it.
        _latestAt = Math.Max(_latestAt, position.At);
        var entry = new HistoryEntry(sequence, frame, _latestAt);
        _blocks[^1].Add(entry);
        _latestEvents?.Add(entry);
        _lastEvents.Add(entry);
        _count++;
        _bytes += frame.Length;
        _latest = sequence;
        Trim();
    }

    /// <summary>Gets the events after a sequence. The slice is read without the lock.</summary>
    internal HistorySlice GetAfter(long sequence)
    {
        // Most clients are new, so the search usually ends at once.
        var first = _blocks.Count;
        while (sequence < _latest && first > 0 && _blocks[first - 1].Last.Sequence > sequence)
        {
            first--;
        }

        if (first == _blocks.Count)
        {
            return new HistorySlice([], 0);
        }

        var firstInBlock = first == 0 ? _first : 0;
        var limit = (At: 0L, Sequence: sequence);
        var start = FindFirst(_blocks[first], firstInBlock, limit, static (in entry, limit) => entry.Sequence > limit.Sequence);
        return new HistorySlice([.. _blocks[first..]], start);
    }

    /// <summary>
    /// Gets the latest event of each name for a connection's key, oldest first. Empty if the history was created without the index.
    /// </summary>
    internal List<HistoryEntry> GetLatest(string key)
    {
        var latest = _latestEvents?.Find(key) ?? [];
        var before = GetBeginning(key);
        latest.RemoveAll(entry => entry.Sequence <= before);
        return latest;
    }

    /// <summary>Gets the sequence before the first event for newcomers with a key. It moves on when a completed key starts over.</summary>
    internal long GetBeginning(string key) => Math.Max(CompleteAfter, _lastEvents.FindEarlier(key));

    /// <summary>Gets the event with which the streams of a connection's key have ended; null if they continue.</summary>
    internal HistoryEntry? FindLast(string key) => _lastEvents.Find(key);

    /// <summary>
    /// Drops the events that exceed the bounds. Call it once before a series of reads under the lock, so that no event expires between
    /// them.
    /// </summary>
    internal void Trim()
    {
        while (_count > 0)
        {
            var block = _blocks[0];
            var oldest = block[_first];
            if (_count <= options.MaxEvents && _bytes <= options.MaxBytes && time.GetElapsedTime(oldest.At) <= options.MaxAge)
            {
                return;
            }

            _count--;
            _bytes -= oldest.Frame.Length;
            _dropped.Add(oldest.Frame.Key!, oldest.Sequence);
            _latestEvents?.Remove(oldest);
            _lastEvents.Remove(oldest);
            (CompleteAfter, _droppedAt) = (oldest.Sequence, oldest.At);
            if (++_first == block.Count && block.IsFull)
            {
                _blocks.RemoveAt(0);
                _first = 0;
            }
        }
    }

    /// <summary>Finds the index of the first entry past a limit by binary search; the block's count if there is none.</summary>
    private static int FindFirst(HistoryBlock block, int start, (long At, long Sequence) limit, IsPast isPast)
    {
        var end = block.Count;
        while (start < end)
        {
            var middle = (start + end) / 2;
            if (isPast(in block[middle], limit))
            {
                end = middle;
            }
            else
            {
                start = middle + 1;
            }
        }

        return start;
    }

    private delegate bool IsPast(in HistoryEntry entry, (long At, long Sequence) limit);
}
