using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using Sisk.Sse.Broadcasting;
using Sisk.Sse.Redis.Hosting;
using StackExchange.Redis;

namespace Sisk.Sse.Redis.Log;

/// <summary>
/// Puts this server's broadcasts into one log. One batch is on its way at a time, and what comes meanwhile is the next: a busy
/// stream costs a round trip for many events, a quiet one waits for nothing. A batch has a number, by which Redis knows it again.
/// </summary>
internal sealed partial class LogAppender(string name, ILogSink sink, LogFollower follower, LogServices services)
{
    private const int MaxBatch = 256;
    private const int MaxBatchBytes = 256 * 1024;

    /// <summary>How often the thread pool's other work goes before the next batch.</summary>
    private const int MaxTurns = 4;

    private readonly Channel<PendingAppend> _waiting = Channel.CreateBounded<PendingAppend>(
        new BoundedChannelOptions(services.Options.MaxWaitingBroadcasts) { SingleReader = true, AllowSynchronousContinuations = true });

    private readonly RedisMetrics _metrics = services.Metrics;
    private readonly AppendCall _call = new(name, sink, follower, services);
    private readonly List<PendingAppend> _batch = [];
    private long _number;

    /// <summary>Whether an attempt to send this batch has gone out, and its answer has not come.</summary>
    private bool _mayBeAppended;

    /// <summary>Waits for the first broadcast.</summary>
    internal void Start() => _ = RunAsync();

    /// <summary>Where nothing is on its way, the caller's thread sends the event.</summary>
    internal ValueTask AppendAsync(EventRecord record, CancellationToken cancellationToken)
    {
        if (services.Options.WhenUnavailable is RedisOutage.Fail && follower.IsCutOff)
        {
            _metrics.Failed.Add(1);
            throw new EventLogUnavailableException(
                "The event was not sent. "
                + (follower.Refusal ?? "Redis cannot be reached: try again, or set RedisOptions.WhenUnavailable to Wait."), mayBeAppended: false);
        }

        var append = new PendingAppend(EntryFormat.Write(record), services.Time.GetTimestamp());
        _metrics.ChangeWaiting(1);
        if (!_waiting.Writer.TryWrite(append))
        {
            _metrics.ChangeWaiting(-1);
            _metrics.Failed.Add(1);
            throw new EventLogUnavailableException(
                $"{_waiting.Reader.Count} broadcasts of this stream wait for Redis already, so the event was not sent. Broadcast less, or raise "
                + "RedisOptions.MaxWaitingBroadcasts.", mayBeAppended: false);
        }

        return new ValueTask(cancellationToken.CanBeCanceled ? WaitAsync(append, cancellationToken) : append.Task);
    }

    private static async Task WaitAsync(PendingAppend append, CancellationToken cancellationToken)
    {
        await using var registration = cancellationToken
            .UnsafeRegister(static (state, token) => ((PendingAppend)state!).TrySetCanceled(token), append).ConfigureAwait(false);
        await append.Task.ConfigureAwait(false);
    }

    private async Task RunAsync()
    {
        while (await _waiting.Reader.WaitToReadAsync().ConfigureAwait(false))
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

    /// <summary>The oldest that wait, and still want to; false when there are none.</summary>
    private bool TakeBatch()
    {
        var bytes = 0;
        _batch.Clear();
        while (_batch.Count < MaxBatch && _waiting.Reader.TryPeek(out var next) && (bytes == 0 || bytes + next.Entry.Length <= MaxBatchBytes))
        {
            _waiting.Reader.TryRead(out _);
            if (next.Task.IsCompleted)
            {
                _metrics.ChangeWaiting(-1);
                continue;
            }

            _batch.Add(next);
            bytes += next.Entry.Length;
        }

        return _batch.Count > 0;
    }

    /// <summary>
    /// Behind a batch of many, those who have waited for it are let go first: what they broadcast next is one batch again, and not
    /// one of one and one of the rest. Who broadcasts alone waits for nothing.
    /// </summary>
    private async ValueTask LetOthersReturnAsync(int count)
    {
        for (var turn = 0; turn < MaxTurns && _waiting.Reader.Count < count - 1; turn++)
        {
            await Task.Yield();
        }
    }

    private void Complete()
    {
        _metrics.Appended.Add(_batch.Count);
        _metrics.ChangeWaiting(-_batch.Count);
        _batch.ForEach(static append => append.TrySetResult());
    }

    private void Fail(Exception exception)
    {
        LogAppendFailed(services.Logger, exception, _batch.Count, name);
        var failure = new EventLogUnavailableException(
            "Redis did not take the event. " + (RedisRefusal.Explain(exception) ?? exception.Message)
            + (_mayBeAppended ? " It may be in the log all the same, since an answer was lost." : ""),
            _mayBeAppended, exception);
        _metrics.Failed.Add(_batch.Count);
        _metrics.ChangeWaiting(-_batch.Count);
        _batch.ForEach(append => append.TrySetException(failure));
    }

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
                var (epoch, first) = _call.Read(await LogScripts.Append
                    .RunAsync(connection.GetDatabase(), _call.Keys, _call.Values(_number, _batch)).ConfigureAwait(false));
                sink.OnAppended(epoch, first + _batch.Count - 1);
                _metrics.AppendTime.Record(services.Time.GetElapsedTime(started).TotalSeconds);
                return;
            }
            catch (Exception exception) when (exception is RedisException or TimeoutException)
            {
                _mayBeAppended |= IsUncertain(exception);
                if (services.Options.WhenUnavailable is RedisOutage.Fail
                    || services.Time.GetElapsedTime(_batch[0].Since) >= services.Options.MaxWait
                    || RedisRefusal.Explain(exception) is not null)
                {
                    throw;
                }

                // The same batch under the same number: where only the answer was lost, Redis does nothing again.
                _metrics.Retries.Add(1);
                LogAppendRetried(services.Logger, exception.Message, _batch.Count, name);
                await (backoff ??= new Backoff(services.Time)).WaitAsync(CancellationToken.None).ConfigureAwait(false);
            }
        }
    }

    /// <summary>Not where there was nobody to ask, nor where Redis has said no before it began.</summary>
    private static bool IsUncertain(Exception exception) => exception switch
    {
        RedisConnectionException lost => lost.FailureType is not ConnectionFailureType.UnableToResolvePhysicalConnection,
        RedisServerException or RedisTooOldException => false,
        _ => true,
    };

    [LoggerMessage(1, LogLevel.Debug, "{Count} events of {Stream} are sent to Redis again: {Reason}")]
    private static partial void LogAppendRetried(ILogger logger, string reason, int count, string stream);

    [LoggerMessage(2, LogLevel.Error, "{Count} events of {Stream} could not be put into the log on Redis.")]
    private static partial void LogAppendFailed(ILogger logger, Exception exception, int count, string stream);
}
