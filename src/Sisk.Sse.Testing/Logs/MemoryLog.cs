namespace Sisk.Sse.Testing.Logs;

/// <summary>One log in memory. Thread-safe.</summary>
internal sealed class MemoryLog(TimeProvider time)
{
    private readonly Lock _gate = new();
    private readonly List<(EventLogEntry Entry, int Count)> _entries = [];
    private readonly Dictionary<string, (long Number, EventLogPlace First, DateTimeOffset At)> _producers = new(StringComparer.Ordinal);
    private readonly MemoryEpochs _epochs = new();
    private IEventLogSubscriber[] _subscribers = [];

    internal EventLogPlace Append(EventLogAppend append)
    {
        lock (_gate)
        {
            var now = time.GetUtcNow();
            if (_producers.TryGetValue(append.Producer, out var last) && last.Number >= append.Number)
            {
                return last.First;
            }

            var previous = _epochs.Settle(append.NewEpoch, append.Seen, append.Acknowledged);
            var first = new EventLogPlace(_epochs.Current, _epochs.Sequence + 1);
            _epochs.Sequence += append.Count;
            byte[] events = [.. append.Events.Span];
            _entries.Add((new EventLogEntry(_epochs.Sequence, now, events), append.Count));
            _producers[append.Producer] = (append.Number, first, now);
            Trim(append, now);
            foreach (var subscriber in _subscribers)
            {
                Notify(subscriber, new EventLogNotification(previous, first.Epoch, first.Sequence, append.Count, events));
            }

            return first;
        }
    }

    internal EventLogPage Read(EventLogRead read)
    {
        lock (_gate)
        {
            _epochs.Settle(read.NewEpoch, read.Seen, read.Abandoned);
            var (entries, bytes) = (new List<EventLogEntry>(), 0L);
            var following = _entries.Select(static entry => entry.Entry).Where(entry => entry.Last > read.After).ToArray();
            foreach (var entry in following)
            {
                bytes += entry.Events.Length;
                if (entries.Count > 0 && (entries.Count == read.MaxEntries || bytes > read.MaxBytes))
                {
                    break;
                }

                entries.Add(entry);
            }

            return new EventLogPage
            {
                Epochs = _epochs.ToArray(),
                Sequence = _epochs.Sequence,
                Now = time.GetUtcNow(),
                HasMore = entries.Count < following.Length,
                Entries = entries,
            };
        }
    }

    internal IAsyncDisposable Subscribe(IEventLogSubscriber subscriber)
    {
        lock (_gate)
        {
            _subscribers = [.. _subscribers, subscriber];
        }

        return new Subscription(this, subscriber);
    }

    internal void NotifyMissed()
    {
        lock (_gate)
        {
            Array.ForEach(_subscribers, static subscriber => subscriber.OnMissed());
        }
    }

    internal void Clear()
    {
        lock (_gate)
        {
            _entries.Clear();
            _producers.Clear();
            _epochs.Clear();
        }
    }

    private static void Notify(IEventLogSubscriber subscriber, EventLogNotification notification)
    {
        if (subscriber.IsFull)
        {
            subscriber.OnMissed();
        }
        else
        {
            subscriber.OnAppended(notification);
        }
    }

    private void Trim(EventLogAppend append, DateTimeOffset now)
    {
        var oldest = Math.Min(append.OldestNeeded, _epochs.Sequence - append.MinEvents + 1);
        _entries.RemoveAll(entry => entry.Entry.Last < oldest);
        foreach (var (producer, last) in _producers)
        {
            if (now - last.At > append.ProducerLifetime)
            {
                _producers.Remove(producer);
            }
        }
    }

    private void Remove(IEventLogSubscriber subscriber)
    {
        lock (_gate)
        {
            _subscribers = Array.FindAll(_subscribers, other => other != subscriber);
        }
    }

    private sealed class Subscription(MemoryLog log, IEventLogSubscriber subscriber) : IAsyncDisposable
    {
        public ValueTask DisposeAsync()
        {
            log.Remove(subscriber);
            return ValueTask.CompletedTask;
        }
    }
}
