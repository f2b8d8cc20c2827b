using Sisk.Sse.Transport.Linux;

namespace Sisk.Sse.Connections.Timing;

/// <summary>
/// Runs the pings and timeouts of all connections on one timer, so that a connection costs an entry in a heap instead of a timer. Callbacks
/// that are nearly due run together with due ones, since a timer callback costs more than a ping. Thread-safe.
/// </summary>
/// <remarks>
/// The number of pings that go through the server at once is limited. For each, the server holds a block of memory until it has sent the
/// ping, and it never releases blocks that it once needed.
/// </remarks>
internal sealed class DeliveryClock : IDisposable
{
    /// <summary>
    /// The number of pings through the server after which the clock pauses. The server sends about as many during the pause.
    /// </summary>
    internal const int MaxAtOnce = 64;

    /// <summary>The number of callbacks in a round. Between rounds, other threads can take the lock.</summary>
    private const int MaxPerRound = 64;

    private static readonly TimeSpan _pause = TimeSpan.FromMilliseconds(1);

    private readonly Lock _gate = new();
    private readonly DueQueue _due = new();
    private readonly TimeProvider _time;
    private readonly SendBatches _batches;
    private readonly ITimer _timer;
    private long _armedFor = long.MaxValue;

    public DeliveryClock(TimeProvider time, SendBatches batches)
    {
        (_time, _batches) = (time, batches);
        _timer = time.CreateTimer(static clock => ((DeliveryClock)clock!).Run(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    internal TimeProvider Time => _time;

    /// <summary>Gets the system calls that writes to sockets go through.</summary>
    internal SystemCalls Calls => _batches.Calls;

    /// <summary>Gets the current timestamp.</summary>
    internal long Now => _time.GetTimestamp();

    /// <summary>Gets the number of scheduled callbacks.</summary>
    internal int Count
    {
        get
        {
            lock (_gate)
            {
                return _due.CountActive();
            }
        }
    }

    private int QueuedCount
    {
        get
        {
            lock (_gate)
            {
                return _due.Count;
            }
        }
    }

    /// <summary>Gets the time since a timestamp.</summary>
    internal TimeSpan Since(long timestamp) => _time.GetElapsedTime(timestamp);

    /// <summary>Logs an exception of work on a thread that serves many connections.</summary>
    internal void Report(Exception exception) => _batches.Report(exception);

    /// <summary>Calls <see cref="IClocked.OnDue"/> after a delay, and again for as long as it returns a delay.</summary>
    /// <param name="target">The target.</param>
    /// <param name="delay">The delay until the first call.</param>
    /// <param name="slack">The time by which each call may be early, to run together with others.</param>
    /// <returns>The entry, for <see cref="Cancel"/>.</returns>
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
            _due.Cancel(entry);
        }
    }

    public void Dispose() => _timer.Dispose();

    private void Run()
    {
        var batch = _batches.Rent();
        List<ClockEntry> round = [];

        // Entries that are rescheduled may be due at once again. The limit ends the run anyway.
        var (mustPause, remaining) = (false, QueuedCount);
        do
        {
            TakeDue(round);
            remaining -= round.Count;
            var delays = round.ConvertAll(entry => Invoke(entry, batch));
            batch.Flush();
            mustPause = batch.UnbatchedCount >= MaxAtOnce;
            Reschedule(round, delays);
        }
        while (round.Count == MaxPerRound && remaining > 0 && !mustPause);

        _batches.Return(batch);
        lock (_gate)
        {
            _armedFor = long.MaxValue;
            Arm(mustPause ? _pause : TimeSpan.Zero);
        }
    }

    /// <summary>Calls a target. An exception is logged, so that it ends neither the process nor the pings of others.</summary>
    private TimeSpan Invoke(ClockEntry entry, SendBatch batch)
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

    private void TakeDue(List<ClockEntry> round)
    {
        round.Clear();
        lock (_gate)
        {
            // Prevents other threads from arming the timer before this run has ended.
            _armedFor = long.MinValue;
            var timestamp = Now;
            while (round.Count < MaxPerRound && _due.TryTake(timestamp, out var entry))
            {
                round.Add(entry);
            }
        }
    }

    private void Reschedule(List<ClockEntry> round, List<TimeSpan> delays)
    {
        lock (_gate)
        {
            for (var i = 0; i < round.Count; i++)
            {
                if (delays[i] != Timeout.InfiniteTimeSpan && round[i].Target is not null)
                {
                    Add(round[i], delays[i]);
                }
                else
                {
                    round[i].Target = null;
                }
            }
        }
    }

    private void Add(ClockEntry entry, TimeSpan delay) => _due.Add(entry, Durations.After(Now, delay, _time.TimestampFrequency));

    private void Arm(TimeSpan minDelay = default)
    {
        if (_due.TryPeek(out var due) && due < _armedFor)
        {
            _armedFor = due;
            var delay = Durations.Between(Now, due, _time.TimestampFrequency);

            // A timer counts whole milliseconds. Rounding up ensures that the entry is due; a timer that ends early is armed again.
            var milliseconds = Math.Max(minDelay.TotalMilliseconds, Math.Ceiling(delay.TotalMilliseconds));
            _timer.Change(TimeSpan.FromMilliseconds(milliseconds), Timeout.InfiniteTimeSpan);
        }
    }
}
