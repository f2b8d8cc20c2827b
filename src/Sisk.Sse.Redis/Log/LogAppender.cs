using System.Runtime.CompilerServices;
using Sisk.Sse.Broadcasting;
using Sisk.Sse.Redis.Client;
using StackExchange.Redis;

namespace Sisk.Sse.Redis.Log;

/// <summary>
/// Puts this server's broadcasts into one log. One batch is on its way at a time, and what comes meanwhile is the next: a busy
/// stream costs a round trip for many events, a quiet one waits for nothing. A batch has a number, by which Redis knows it again.
/// </summary>
internal sealed class LogAppender(string name, ILogSink sink, LogFollower follower, LogServices services) : IDisposable
{
    /// <summary>How often the thread pool's other work goes before the next batch.</summary>
    private const int MaxTurns = 4;

    /// <summary>How long broadcasts may still wait for Redis when the server stops: it would wait for those that broadcast.</summary>
    private static readonly TimeSpan _patienceAtStop = TimeSpan.FromSeconds(1);

    private readonly RedisMetrics _metrics = services.Metrics;
    private readonly AppendQueue _waiting = new(services.Options, services.Metrics);
    private readonly AppendCall _call = new(name, sink, follower, services);
    private readonly CancellationTokenSource _givingUp = new();
    private readonly Lock _gate = new();

    /// <summary>The batch that is on its way; guarded by the gate, but for reading on the one thread that changes it.</summary>
    private readonly List<PendingAppend> _batch = [];
    private CancellationTokenRegistration _stopping;
    private ITimer? _stop;
    private long _number;

    /// <summary>Whether an attempt to send this batch has gone out, and its answer has not come.</summary>
    private bool _mayBeAppended;

    /// <summary>Waits for the first broadcast.</summary>
    internal void Start()
    {
        _ = RunAsync();
        _stopping = services.Stopping.UnsafeRegister(static appender => ((LogAppender)appender!).OnStopping(), this);
    }

    /// <summary>Where nothing is on its way, the caller's thread sends the event. Failures are in the task.</summary>
    internal ValueTask AppendAsync(EventRecord record, CancellationToken cancellationToken)
    {
        if (record.Data.Length > services.Options.MaxEventBytes)
        {
            return ValueTask.FromException(new ArgumentException(
                $"The event has {record.Data.Length} bytes, but RedisEventStreamOptions.MaxEventBytes is {services.Options.MaxEventBytes}. "
                + "Broadcast where the data can be fetched instead, or raise the bound on every server."));
        }

        if (services.Options.WhenUnavailable is RedisOutage.Fail && follower.IsCutOff)
        {
            return Refuse(follower.Refusal ?? "Redis cannot be reached. Try again, or set RedisEventStreamOptions.WhenUnavailable to Wait.");
        }

        var append = new PendingAppend(EntryFormat.Write(record), services.Time.GetTimestamp());
        if (!_waiting.TryAdd(append))
        {
            return Refuse(
                $"{_waiting.Count} broadcasts of this stream wait for Redis already. Broadcast less, or raise "
                + "RedisEventStreamOptions.MaxWaitingBroadcasts or MaxWaitingBytes.");
        }

        return new ValueTask(cancellationToken.CanBeCanceled ? WaitAsync(append, cancellationToken) : append.Task);
    }

    public void Dispose()
    {
        _stopping.Dispose();
        _stop?.Dispose();
        GiveUp(TimeSpan.Zero);
    }

    private static async Task WaitAsync(PendingAppend append, CancellationToken cancellationToken)
    {
        await using var registration = cancellationToken
            .UnsafeRegister(static (state, token) => ((PendingAppend)state!).TrySetCanceled(token), append).ConfigureAwait(false);
        await append.Task.ConfigureAwait(false);
    }

    private ValueTask Refuse(string reason)
    {
        _metrics.Failed.Add(1);
        return ValueTask.FromException(new EventLogUnavailableException("The event was not sent. " + reason, mayBeAppended: false));
    }

    private async Task RunAsync()
    {
        while (await _waiting.WaitAsync().ConfigureAwait(false))
        {
            while (TakeBatch())
            {
                try
                {
                    await SendAsync().ConfigureAwait(false);
                    Complete();
                }
                catch (Exception exception)
                {
                    Fail(exception);
                }

                await LetOthersReturnAsync(_batch.Count).ConfigureAwait(false);
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
    /// Behind a batch of many, those who have waited for it are let go first: what they broadcast next is one batch again, and not
    /// one of one and one of the rest. Who broadcasts alone waits for nothing.
    /// </summary>
    private async ValueTask LetOthersReturnAsync(int count)
    {
        for (var turn = 0; turn < MaxTurns && _waiting.Count < count - 1; turn++)
        {
            await Task.Yield();
        }
    }

    private void Complete()
    {
        _metrics.Appended.Add(_batch.Count);
        _waiting.Release(_batch);
        _batch.ForEach(static append => append.TrySetResult());
    }

    private void Fail(Exception exception)
    {
        services.Log.AppendFailed(exception, _batch.Count, name);
        var failure = Failure(exception);
        _metrics.Failed.Add(_batch.Count);
        _waiting.Release(_batch);
        _batch.ForEach(append => append.TrySetException(failure));
    }

    private EventLogUnavailableException Failure(Exception exception) => new(
        "Redis did not take the event. " + (RedisRefusal.Explain(exception) ?? services.Connection.Refusal ?? exception.Message)
        + (_mayBeAppended ? " It may be in the log all the same, since an answer was lost." : ""),
        _mayBeAppended, exception);

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    private async ValueTask SendAsync()
    {
        _number++;
        _mayBeAppended = false;
        Backoff? backoff = null;
        while (true)
        {
            try
            {
                var started = services.Time.GetTimestamp();
                var connection = await services.Connection.GetAsync().ConfigureAwait(false);
                var (epoch, first, note) = _call.Read(await LogScripts.Append
                    .RunAsync(connection.GetDatabase(), _call.Keys, _call.Values(_number, _batch)).ConfigureAwait(false));
                sink.OnAppended(epoch, first + _batch.Count - 1);
                _metrics.AppendTime.Record(services.Time.GetElapsedTime(started).TotalSeconds);
                Tell(note);
                return;
            }
            catch (Exception exception) when (RedisErrors.IsOfRedis(exception))
            {
                _mayBeAppended |= RedisErrors.IsUncertain(exception);
                services.Connection.ReconfigureAfter(exception);
                if (services.Options.WhenUnavailable is RedisOutage.Fail
                    || _givingUp.IsCancellationRequested
                    || services.Time.GetElapsedTime(_batch[0].Since) >= services.Options.MaxWait
                    || RedisRefusal.Explain(exception) is not null
                    || services.Connection.Refusal is not null)
                {
                    throw;
                }

                // The same batch under the same number: where only the answer was lost, Redis does nothing again.
                _metrics.Retries.Add(1);
                services.Log.AppendRetried(exception.Message, _batch.Count, name);
                await (backoff ??= new Backoff(services.Time)).WaitAsync(_givingUp.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private void Tell(string note)
    {
        if (note == AppendCall.ForeignEntry)
        {
            services.Log.Removed(name);
        }
        else if (note.Length > 0)
        {
            services.Log.Unnotified(name, note);
        }
    }

    private void OnStopping() => _stop = services.Time.CreateTimer(
        static appender => ((LogAppender)appender!).GiveUp(_patienceAtStop), this, TimeSpan.Zero, _patienceAtStop / 4);

    /// <summary>Fails the broadcasts that have waited for so long, also those whose answer is still to come, and tries none again.</summary>
    private void GiveUp(TimeSpan patience)
    {
        _givingUp.Cancel();
        lock (_gate)
        {
            var failure = new EventLogUnavailableException(
                "The server stops, and Redis has not taken the event yet. It may be in the log all the same.", mayBeAppended: true);
            foreach (var append in _batch.Where(append => services.Time.GetElapsedTime(append.Since) >= patience))
            {
                append.TrySetException(failure);
            }

            _waiting.FailOlder(patience, services.Time, static () => new EventLogUnavailableException(
                "The server stops, so the event was not sent.", mayBeAppended: false));
        }
    }
}
