using Sisk.Sse.Wire;

namespace Sisk.Sse.Log;

/// <summary>The latest events of one stream, bounded by count, bytes and age. Not thread-safe: the topic locks.</summary>
internal sealed class History(HistoryOptions options, TimeProvider time)
{
    private readonly List<HistoryBlock> _blocks = [];
    private int _first;
    private int _count;
    private readonly DroppedEvents _dropped = new();
    private long _bytes;
    private long _latest;
    private long _droppedAt = long.MinValue;

    /// <summary>The sequence before the oldest event that is kept: whoever has seen it has missed nothing that is gone.</summary>
    internal long CompleteAfter { get; private set; }

    /// <summary>Forgets all, and goes on behind a sequence.</summary>
    internal void Restart(long sequence)
    {
        _blocks.Clear();
        (_first, _count) = (0, 0);
        _dropped.Restart(sequence);
        (_bytes, _latest, _droppedAt, CompleteAfter) = (0, sequence, long.MinValue, sequence);
    }

    /// <summary>Whether nothing that went to a connection's keys after a sequence is gone.</summary>
    internal bool HoldsAllAfter(long sequence, string key) => sequence >= CompleteAfter || sequence >= _dropped.LastFor(key);

    /// <summary>The sequence of the last event that was there at a time; 0, before them all, where later ones are gone.</summary>
    internal long LatestAt(long timestamp)
    {
        if (_droppedAt > timestamp)
        {
            return 0;
        }

        for (var i = _blocks.Count - 1; i >= 0; i--)
        {
            var block = _blocks[i];
            var end = FirstIndex(block, i == 0 ? _first : 0, (At: timestamp, Sequence: 0L), static (in entry, limit) => entry.At > limit.At);
            if (end > (i == 0 ? _first : 0))
            {
                return block[end - 1].Sequence;
            }
        }

        return CompleteAfter;
    }

    internal void Add(LogPosition place, Frame frame)
    {
        var sequence = place.Sequence;
        if (_blocks.Count == 0 || _blocks[^1].IsFull)
        {
            _blocks.Add(new HistoryBlock());
        }

        _blocks[^1].Add(new HistoryEntry(sequence, frame, place.At));
        _count++;
        _bytes += frame.Length;
        _latest = sequence;
        Trim();
    }

    /// <summary>Takes the events after a sequence. Which of them went to a connection's keys can be looked for without the lock.</summary>
    internal HistorySlice After(long sequence)
    {
        // The usual case is a client that is new: there is nothing to take.
        var first = _blocks.Count;
        while (sequence < _latest && first > 0 && _blocks[first - 1].Last.Sequence > sequence)
        {
            first--;
        }

        if (first == _blocks.Count)
        {
            return new HistorySlice([], 0);
        }

        var start = FirstIndex(_blocks[first], first == 0 ? _first : 0, (At: 0L, Sequence: sequence), static (in entry, limit) => entry.Sequence > limit.Sequence);
        return new HistorySlice([.. _blocks[first..]], start);
    }

    /// <summary>Drops what is past the bounds. Once for each question, before it: what has been answered does not grow old in between.</summary>
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
            (CompleteAfter, _droppedAt) = (oldest.Sequence, oldest.At);
            if (++_first == block.Count && block.IsFull)
            {
                _blocks.RemoveAt(0);
                _first = 0;
            }
        }
    }

    /// <summary>Gets the index of the first entry that is past a limit, or the block's count: a binary search.</summary>
    private static int FirstIndex(HistoryBlock block, int start, (long At, long Sequence) limit, IsPast isPast)
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
