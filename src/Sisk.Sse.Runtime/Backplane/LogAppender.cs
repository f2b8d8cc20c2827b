using Sisk.Sse.Log;
using Sisk.Sse.Telemetry;

namespace Sisk.Sse.Backplane;

/// <summary>
/// Appends the broadcasts of this server to one log. One batch is in flight at a time, and later broadcasts form the next one. A busy
/// stream sends many events per round trip, and a quiet one never waits.
/// </summary>
internal sealed partial class LogAppender(
    string name, ILogSink sink, LogFollower follower, AcknowledgedPlaces acknowledged, AppendHealth health, LogServices services)
    : IDisposable
{
    /// <summary>The number of times that other work of the thread pool runs before the next batch is taken.</summary>
    private const int MaxYields = 4;

    /// <summary>The time that broadcasts may still wait when the server stops. The host waits for requests that broadcast.</summary>
    private static readonly TimeSpan _maxWaitAtStop = TimeSpan.FromSeconds(1);

    private readonly LogMetrics _metrics = services.Metrics;
    private readonly AppendQueue _waiting = new(services.Options, services.Metrics);
    private readonly BatchSender _sender = new(name, sink, follower, acknowledged, health, services);
    private readonly CancellationTokenSource _stopRetrying = new();
    private readonly Lock _gate = new();

    /// <summary>The broadcasts that are sent apart from the queue. Guarded by the gate.</summary>
    private readonly HashSet<PendingAppend> _apart = [];

    /// <summary>The batch in flight. Guarded by the gate, except for reads on the only thread that changes it.</summary>
    private readonly List<PendingAppend> _batch = [];
    private CancellationTokenRegistration _stopping;
    private ITimer? _stop;

    internal void Start()
    {
        _ = RunAsync();
        _stopping = services.Stopping.UnsafeRegister(static appender => ((LogAppender)appender!).OnStopping(), this);
    }

    /// <summary>Appends an event, on the caller's thread if no batch is in flight. Failures are reported in the task.</summary>
    internal ValueTask AppendAsync(EventRecord record, CancellationToken cancellationToken)
    {
        if (FindFailure(record, events: 1) is { } failure)
        {
            return ValueTask.FromException(failure);
        }

        var entry = EntryFormat.Write(record with { Shape = sink.Shape });
        var append = new PendingAppend(entry, record.Data.Length, services.Time.GetTimestamp());
        return _waiting.TryAdd(append)
            ? new ValueTask(cancellationToken.CanBeCanceled ? WaitAsync(append, cancellationToken) : append.Task)
            : ValueTask.FromException(RefuseMore(events: 1));
    }

    /// <summary>Finds the reason for which an event is refused at once; null for none.</summary>
    /// <param name="record">The event.</param>
    /// <param name="events">The number of events that are refused with it.</param>
    private Exception? FindFailure(EventRecord record, int events)
    {
        if (record.Data.Length > services.Options.MaxEventBytes)
        {
            return new ArgumentException(
                $"The event has {record.Data.Length} bytes, but {services.OptionsName}.MaxEventBytes is {services.Options.MaxEventBytes}. "
                + "Broadcast a link to the data, or raise the limit on every server.");
        }

        return services.Options.WhenUnavailable is EventLogOutage.Fail && follower.IsUnreadable
            ? Refuse(follower.Refusal
                ?? $"{services.Database.Name} is unavailable. Try again, or set {services.OptionsName}.WhenUnavailable to Wait.",
                events)
            : null;
    }

    public void Dispose()
    {
        _stopping.Dispose();
        _stop?.Dispose();
        FailOlder(TimeSpan.Zero);
    }

    private static async Task<EventLogPlace> WaitAsync(PendingAppend append, CancellationToken cancellationToken)
    {
        await using var registration = cancellationToken
            .UnsafeRegister(static (state, token) => ((PendingAppend)state!).TrySetCanceled(token), append).ConfigureAwait(false);
        return await append.Task.ConfigureAwait(false);
    }

    private EventLogUnavailableException RefuseMore(int events)
    {
        services.Log.TooManyWait(name, services.OptionsName);
        return Refuse(
            $"Too many broadcasts of this stream already wait for {services.Database.Name}. Broadcast less, or raise "
            + $"{services.OptionsName}.MaxWaitingBroadcasts or MaxWaitingBytes.",
            events);
    }

    private EventLogUnavailableException Refuse(string reason, int events)
    {
        _metrics.AppendFailed(events);
        return new EventLogUnavailableException("The event was not sent. " + reason, mayBeAppended: false);
    }

    private async Task RunAsync()
    {
        while (await _waiting.WaitAsync().ConfigureAwait(false))
        {
            while (TakeBatch())
            {
                try
                {
                    var first = await _sender.SendAsync(_batch, _stopRetrying.Token).ConfigureAwait(false);
                    _waiting.Release(_batch);
                    Complete(_batch, first);
                }
                catch (Exception exception)
                {
                    _waiting.Release(_batch);
                    Fail(_batch, _sender, exception);
                    FailExpired();
                }

                await YieldToBroadcastersAsync(_batch.Count).ConfigureAwait(false);
            }
        }
    }

    private bool TakeBatch()
    {
        lock (_gate)
        {
            _batch.Clear();
            return _waiting.TryTake(_batch);
        }
    }

    /// <summary>
    /// Lets the broadcasters of a large batch continue before the next batch is taken. Their next events then form one batch rather than
    /// a batch of one and a batch of the rest.
    /// </summary>
    private async ValueTask YieldToBroadcastersAsync(int count)
    {
        for (var yields = 0; yields < MaxYields && _waiting.Count < count - 1; yields++)
        {
            await Task.Yield();
        }
    }

    private void Complete(List<PendingAppend> batch, EventLogPlace first)
    {
        _metrics.Appended(PendingAppend.CountOf(batch));
        foreach (var append in batch)
        {
            append.TrySetResult(first);
            first = first with { Sequence = first.Sequence + append.Count };
        }
    }

    private void Fail(List<PendingAppend> batch, BatchSender sender, Exception exception)
    {
        services.Log.AppendFailed(exception, PendingAppend.CountOf(batch), name);
        var reason = EventLogException.Explain(exception);
        var failure = new EventLogUnavailableException(
            $"{services.Database.Name} did not accept the event. {reason}"
            + (sender.MayBeAppended ? " It may be in the log anyway." : ""),
            sender.MayBeAppended,
            exception);
        FailEach(batch, failure);
    }

    /// <summary>Fails broadcasts, and counts those that have not failed yet. Their callers may have canceled them.</summary>
    private void FailEach(IEnumerable<PendingAppend> broadcasts, EventLogUnavailableException failure)
    {
        foreach (var append in broadcasts)
        {
            if (append.TrySetException(failure))
            {
                _metrics.AppendFailed(append.Count);
            }
        }
    }

    /// <summary>Fails the broadcasts whose time is over. Otherwise each batch of them would wait for its own attempt.</summary>
    private void FailExpired()
    {
        lock (_gate)
        {
            _waiting.FailOlder(services.Options.MaxWait, services.Time, () => new EventLogUnavailableException(
                $"The event was not sent. {services.Database.Name} did not accept events for {services.OptionsName}.MaxWait.",
                mayBeAppended: false));
        }
    }

    private void OnStopping() => _stop = services.Time.CreateTimer(
        static appender => ((LogAppender)appender!).FailOlder(_maxWaitAtStop), this, TimeSpan.Zero, _maxWaitAtStop / 4);

    /// <summary>Stops all retries, and fails the broadcasts that have waited for at least the given time.</summary>
    private void FailOlder(TimeSpan age)
    {
        _stopRetrying.Cancel();
        lock (_gate)
        {
            var failure = new EventLogUnavailableException(
                $"The server is stopping, and {services.Database.Name} has not responded yet. The event may be in the log anyway.",
                mayBeAppended: true);
            FailEach(_batch.Concat(_apart).Where(append => services.Time.GetElapsedTime(append.Since) >= age), failure);
            _waiting.FailOlder(age, services.Time, static () => new EventLogUnavailableException(
                "The server is stopping, so the event was not sent.", mayBeAppended: false));
        }
    }
}
