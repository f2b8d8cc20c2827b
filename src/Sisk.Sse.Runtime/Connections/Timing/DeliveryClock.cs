using Sisk.Sse.Transport.Linux;

namespace Sisk.Sse.Connections.Timing;

/// <summary>
/// One timer for the pings and deadlines of all connections: a heap of what is due next. A connection costs an entry
/// here, not a timer. What is nearly due is woken together with what is due: thousands of pings a minute then cost a few
/// dozen wake-ups, which are dearer than the pings. Of pings that take the server's way never more than a few dozen go at once: it
/// holds a block of memory for each until its threads have sent it, and keeps what it once needed.
/// </summary>
internal sealed class DeliveryClock : IDisposable
{
    /// <summary>How many pings take the server's way before the clock pauses: about as many as are sent meanwhile.</summary>
    internal const int MaxAtOnce = 64;

    /// <summary>How many are woken before the clock looks again at what is due, and lets others at its heap.</summary>
    private const int MaxPerRound = 64;

    private const int FewCancelled = 64;
    private static readonly TimeSpan _pause = TimeSpan.FromMilliseconds(1);

    private readonly Lock _gate = new();
    private readonly PriorityQueue<ClockEntry, long> _due = new();
    private readonly TimeProvider _time;
    private readonly SendBatches _batches;
    private readonly ITimer _timer;
    private long _armedFor = long.MaxValue;
    private int _cancelled;

    public DeliveryClock(TimeProvider time, SendBatches batches)
    {
        (_time, _batches) = (time, batches);
        _timer = time.CreateTimer(static clock => ((DeliveryClock)clock!).Run(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    internal TimeProvider Time => _time;

    /// <summary>Gets the system calls that writes to sockets go through.</summary>
    internal SystemCalls Calls => _batches.Calls;

    /// <summary>Logs an exception of work on a thread that serves many connections.</summary>
    internal void Report(Exception exception) => _batches.Report(exception);

    internal long Now => _time.GetTimestamp();

    internal TimeSpan Since(long timestamp) => _time.GetElapsedTime(timestamp);

    /// <summary>How many are to be woken.</summary>
    internal int Count
    {
        get
        {
            lock (_gate)
            {
                return _due.UnorderedItems.Count(static item => item.Element.Target is not null);
            }
        }
    }

    /// <summary>How many there are: one that is put back, and may come early again, is not woken for ever.</summary>
    private int QueuedNow
    {
        get
        {
            lock (_gate)
            {
                return _due.Count;
            }
        }
    }

    /// <summary>Calls <see cref="IClocked.OnDue"/> after the delay, and again for as long as that asks for it.</summary>
    /// <param name="target">What is called.</param>
    /// <param name="delay">The time until then.</param>
    /// <param name="slack">How much earlier each call may come, when something else is due then.</param>
    internal ClockEntry Schedule(IClocked target, TimeSpan delay, TimeSpan slack = default)
    {
        var entry = new ClockEntry { Target = target, Slack = Durations.ToTimestamp(slack, _time.TimestampFrequency) };
        lock (_gate)
        {
            Add(entry, delay);
            Arm();
        }

        return entry;
    }

    internal void Cancel(ClockEntry entry)
    {
        lock (_gate)
        {
            if (entry.Target is null)
            {
                return;
            }

            // The heap finds nothing by value: the entry stays until it is due, but holds on to nothing.
            entry.Target = null;
            if (entry.IsQueued && ++_cancelled > FewCancelled && _cancelled > _due.Count / 2)
            {
                RemoveCancelled();
            }
        }
    }

    public void Dispose() => _timer.Dispose();

    private void Run()
    {
        var batch = _batches.Rent();
        List<ClockEntry> now = [];
        var (mustPause, left) = (false, QueuedNow);
        do
        {
            TakeDue(now);
            left -= now.Count;
            var delays = now.ConvertAll(entry => Wake(entry, batch));
            batch.Flush();
            mustPause = batch.UnbatchedCount >= MaxAtOnce;
            PutBack(now, delays);
        }
        while (now.Count == MaxPerRound && left > 0 && !mustPause);

        _batches.Return(batch);
        lock (_gate)
        {
            _armedFor = long.MaxValue;
            Arm(mustPause ? _pause : TimeSpan.Zero);
        }
    }

    /// <summary>What one entry throws ends neither the process nor the pings of others.</summary>
    private TimeSpan Wake(ClockEntry entry, SendBatch batch)
    {
        try
        {
            return entry.Target?.OnDue(batch) ?? Timeout.InfiniteTimeSpan;
        }
        catch (Exception exception)
        {
            Report(exception);
            return Timeout.InfiniteTimeSpan;
        }
    }

    private void TakeDue(List<ClockEntry> now)
    {
        now.Clear();
        lock (_gate)
        {
            // Nobody else arms the timer before this run has ended.
            _armedFor = long.MinValue;
            var timestamp = Now;
            while (now.Count < MaxPerRound && _due.TryPeek(out var entry, out var due) && due - entry.Slack <= timestamp)
            {
                _due.Dequeue();
                entry.IsQueued = false;
                if (entry.Target is null)
                {
                    _cancelled--;
                    continue;
                }

                now.Add(entry);
            }
        }
    }

    private void PutBack(List<ClockEntry> woken, List<TimeSpan> delays)
    {
        lock (_gate)
        {
            for (var i = 0; i < woken.Count; i++)
            {
                if (delays[i] != Timeout.InfiniteTimeSpan && woken[i].Target is not null)
                {
                    Add(woken[i], delays[i]);
                }
                else
                {
                    woken[i].Target = null;
                }
            }
        }
    }

    private void Add(ClockEntry entry, TimeSpan delay)
    {
        entry.IsQueued = true;
        _due.Enqueue(entry, Durations.After(Now, delay, _time.TimestampFrequency));
    }

    private void Arm(TimeSpan atLeast = default)
    {
        if (_due.TryPeek(out _, out var due) && due < _armedFor)
        {
            _armedFor = due;
            var delay = Durations.Between(Now, due, _time.TimestampFrequency);

            // A timer counts whole milliseconds: rounded up, so that what it wakes for is due. One that ends too early is armed again.
            var milliseconds = Math.Max(atLeast.TotalMilliseconds, Math.Ceiling(delay.TotalMilliseconds));
            _timer.Change(TimeSpan.FromMilliseconds(milliseconds), Timeout.InfiniteTimeSpan);
        }
    }

    private void RemoveCancelled()
    {
        var live = _due.UnorderedItems.Where(static item => item.Element.Target is not null).ToArray();
        _due.Clear();
        _due.EnqueueRange(live);
        _cancelled = 0;
    }
}
