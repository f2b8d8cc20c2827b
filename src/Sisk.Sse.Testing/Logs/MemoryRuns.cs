namespace Sisk.Sse.Testing.Logs;

/// <summary>The runs of resumable pull streams in memory. Thread-safe.</summary>
internal sealed class MemoryRuns(TimeProvider time)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, MemoryRun> _runs = new(StringComparer.Ordinal);
    private readonly List<Subscription> _subscriptions = [];

    internal RunStoreAnswer Write(RunStoreWrite write)
    {
        lock (_gate)
        {
            var now = time.GetUtcNow();
            var run = Find(write.Run) ?? (_runs[write.Run] = new MemoryRun(write.Header));
            run.Add(write);
            (run.AliveUntil, run.Expires) = (now + write.Alive, now + write.Lifetime);
            if (write.Events.Count > 0 || write.End is not null)
            {
                Notify(write.Run, isProducer: false);
            }

            return new RunStoreAnswer(run.SeenUntil > now ? run.Seen : null, run.IsStopped);
        }
    }

    internal RunStorePage? Read(string id, long after, int maxEvents, int maxBytes)
    {
        lock (_gate)
        {
            return Find(id)?.Read(after, maxEvents, maxBytes, time.GetUtcNow());
        }
    }

    internal bool Follow(string id, long position, TimeSpan lifetime)
    {
        lock (_gate)
        {
            if (Find(id) is not { } run)
            {
                return false;
            }

            var now = time.GetUtcNow();
            (run.Seen, run.SeenUntil) = (Math.Max(run.SeenUntil > now ? run.Seen : 0, position), now + lifetime);
            return true;
        }
    }

    internal bool Stop(string id)
    {
        lock (_gate)
        {
            if (Find(id) is not { } run)
            {
                return false;
            }

            run.IsStopped = true;
            Notify(id, isProducer: true);
            return true;
        }
    }

    internal IAsyncDisposable Subscribe(string id, bool isProducer, Action notified)
    {
        lock (_gate)
        {
            var subscription = new Subscription(this, id, isProducer, notified);
            _subscriptions.Add(subscription);
            return subscription;
        }
    }

    internal void Clear()
    {
        lock (_gate)
        {
            _runs.Clear();
        }
    }

    private MemoryRun? Find(string id)
    {
        foreach (var expired in _runs.Where(run => run.Value.Expires <= time.GetUtcNow()).Select(static run => run.Key).ToArray())
        {
            _runs.Remove(expired);
        }

        return _runs.GetValueOrDefault(id);
    }

    private void Notify(string id, bool isProducer) =>
        _subscriptions
            .FindAll(subscription => subscription.Run == id && subscription.IsProducer == isProducer)
            .ForEach(static subscription => subscription.Notified());

    private sealed class Subscription(MemoryRuns runs, string run, bool isProducer, Action notified) : IAsyncDisposable
    {
        internal string Run => run;

        internal bool IsProducer => isProducer;

        internal Action Notified => notified;

        public ValueTask DisposeAsync()
        {
            lock (runs._gate)
            {
                runs._subscriptions.Remove(this);
            }

            return ValueTask.CompletedTask;
        }
    }
}
