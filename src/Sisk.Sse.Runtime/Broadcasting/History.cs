using Sisk.Sse.Wire;

namespace Sisk.Sse.Broadcasting;

/// <summary>The latest events of one stream, bounded by count, bytes and age. Not thread-safe: the topic locks.</summary>
internal sealed class History(HistoryOptions options, TimeProvider time)
{
    private readonly Queue<Entry> _entries = new();
    private readonly DroppedEvents _dropped = new();
    private long _bytes;
    private long _latest;
    private long _droppedAt = long.MinValue;

    /// <summary>The sequence before the oldest event that is kept: whoever has seen it has missed nothing that is gone.</summary>
    internal long CompleteAfter { get; private set; }

    /// <summary>Forgets all, and goes on behind a sequence.</summary>
    internal void Restart(long sequence)
    {
        _entries.Clear();
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

        var latest = CompleteAfter;
        foreach (var entry in _entries)
        {
            if (entry.At > timestamp)
            {
                break;
            }

            latest = entry.Sequence;
        }

        return latest;
    }

    internal void Add(LogPlace place, Frame frame)
    {
        var sequence = place.Sequence;
        _entries.Enqueue(new Entry(sequence, frame, place.At));
        _bytes += frame.Length;
        _latest = sequence;
        Trim();
    }

    /// <summary>The events after a sequence that went to the connection's keys.</summary>
    internal List<Frame> After(long sequence, string key)
    {
        var found = new List<Frame>();
        if (sequence >= _latest)
        {
            // The usual case, a client that is new: there is nothing to look for.
            return found;
        }

        foreach (var entry in _entries)
        {
            if (entry.Sequence > sequence && IdentifierKey.IsWithin(key, entry.Frame.Key!))
            {
                found.Add(entry.Frame);
            }
        }

        return found;
    }

    /// <summary>Drops what is past the bounds. Once for each question, before it: what has been answered does not grow old in between.</summary>
    internal void Trim()
    {
        while (_entries.TryPeek(out var oldest)
            && (_entries.Count > options.MaxEvents || _bytes > options.MaxBytes || time.GetElapsedTime(oldest.At) > options.MaxAge))
        {
            _entries.Dequeue();
            _bytes -= oldest.Frame.Length;
            _dropped.Add(oldest.Frame.Key!, oldest.Sequence);
            (CompleteAfter, _droppedAt) = (oldest.Sequence, oldest.At);
        }
    }

    private readonly record struct Entry(long Sequence, Frame Frame, long At);
}
