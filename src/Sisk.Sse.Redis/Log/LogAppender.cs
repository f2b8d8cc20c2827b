using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging;
using Sisk.Sse.Broadcasting;
using Sisk.Sse.Redis.Hosting;
using StackExchange.Redis;
using EventId = Sisk.Sse.Broadcasting.EventId;

namespace Sisk.Sse.Redis.Log;

/// <summary>
/// Puts this server's broadcasts into one log. One batch is on its way at a time, and what comes meanwhile is the next: a busy
/// stream costs a round trip for many events, a quiet one waits for nothing. A batch has a number, by which Redis knows it again.
/// </summary>
internal sealed partial class LogAppender(string name, ILogSink sink, LogFollower follower, LogServices services)
{
    private const int MaxBatch = 256;
    private const int MaxBatchBytes = 256 * 1024;

    /// <summary>A notification that carries more than this would strain Redis' buffers: readers then ask for a range.</summary>
    private const int MaxMessageBytes = 64 * 1024;

    /// <summary>Kept whatever the history's bounds, so that a server that has missed a notification misses no event.</summary>
    private const int LeastKept = 256;

    /// <summary>How often the thread pool's other work goes before the next batch.</summary>
    private const int MaxTurns = 4;

    private static readonly TimeSpan _producerLife = TimeSpan.FromMinutes(10);

    private readonly Lock _gate = new();
    private readonly Queue<PendingAppend> _waiting = new();
    private readonly RedisMetrics _metrics = services.Metrics;
    private readonly RedisKey[] _keys = [services.Names.State(name), services.Names.Events(name)];

    /// <summary>By which Redis tells this server's batches from others'.</summary>
    private readonly RedisValue _producer = $"producer:{Guid.NewGuid():N}";
    private readonly RedisValue _channel = services.Connection.ChannelPrefix + services.Names.Channel(name);

    private long _batch;
    private bool _running;

    /// <summary>Whether an attempt to send this batch has gone out, and its answer has not come.</summary>
    private bool _mayBeAppended;

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
        bool run;
        lock (_gate)
        {
            if (_waiting.Count >= services.Options.MaxWaitingBroadcasts)
            {
                _metrics.Failed.Add(1);
                throw new EventLogUnavailableException(
                    $"{_waiting.Count} broadcasts of this stream wait for Redis already, so the event was not sent. Broadcast less, or raise "
                    + "RedisOptions.MaxWaitingBroadcasts.", mayBeAppended: false);
            }

            _waiting.Enqueue(append);
            run = !_running;
            _running = true;
        }

        _metrics.ChangeWaiting(1);
        if (run)
        {
            _ = RunAsync();
        }

        return new ValueTask(cancellationToken.CanBeCanceled ? WaitAsync(append, cancellationToken) : append.Task);
    }

    private static async Task WaitAsync(PendingAppend append, CancellationToken cancellationToken)
    {
        await using var registration = cancellationToken
            .UnsafeRegister(static (state, token) => ((PendingAppend)state!).Cancel(token), append).ConfigureAwait(false);
        await append.Task.ConfigureAwait(false);
    }

    private async Task RunAsync()
    {
        while (TakeBatch() is { } batch)
        {
            try
            {
                await SendAsync(batch).ConfigureAwait(false);
                _metrics.Appended.Add(batch.Count);
                _metrics.ChangeWaiting(-batch.Count);
                batch.ForEach(static append => append.Complete());
            }
            catch (Exception exception)
            {
                LogAppendFailed(services.Logger, exception, batch.Count, name);
                var failure = new EventLogUnavailableException(
                    "Redis did not take the event. " + (RedisRefusal.Explain(exception) ?? exception.Message)
                    + (_mayBeAppended ? " It may be in the log all the same, since an answer was lost." : ""),
                    _mayBeAppended, exception);
                _metrics.Failed.Add(batch.Count);
                _metrics.ChangeWaiting(-batch.Count);
                batch.ForEach(append => append.Fail(failure));
            }

            await LetOthersReturnAsync(batch.Count).ConfigureAwait(false);
        }
    }

    /// <summary>
    /// Behind a batch of many, those who have waited for it are let go first: what they broadcast next is one batch again, and not
    /// one of one and one of the rest. Who broadcasts alone waits for nothing.
    /// </summary>
    private async ValueTask LetOthersReturnAsync(int count)
    {
        for (var turn = 0; turn < MaxTurns && CountWaiting() < count - 1; turn++)
        {
            await Task.Yield();
        }
    }

    private int CountWaiting()
    {
        lock (_gate)
        {
            return _waiting.Count;
        }
    }

    /// <summary>The oldest that wait, and still want to; null when there are none, and then the next one has to start a run.</summary>
    private List<PendingAppend>? TakeBatch()
    {
        var bytes = 0;
        lock (_gate)
        {
            var batch = _waiting.Count == 0 ? null : new List<PendingAppend>(Math.Min(_waiting.Count, MaxBatch));
            while (_waiting.TryPeek(out var next) && batch!.Count < MaxBatch && (bytes == 0 || bytes + next.Entry.Length <= MaxBatchBytes))
            {
                _waiting.Dequeue();
                if (next.Task.IsCompleted)
                {
                    _metrics.ChangeWaiting(-1);
                    continue;
                }

                batch.Add(next);
                bytes += next.Entry.Length;
            }

            _running = batch?.Count > 0;
            return _running ? batch : null;
        }
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    private async ValueTask SendAsync(List<PendingAppend> batch)
    {
        _batch++;
        _mayBeAppended = false;
        Backoff? backoff = null;
        while (true)
        {
            try
            {
                var started = services.Time.GetTimestamp();
                var connection = await services.Connection.GetAsync().ConfigureAwait(false);
                var place = await LogScripts.Append.RunAsync(connection.GetDatabase(), _keys, Arguments(batch)).ConfigureAwait(false);
                sink.OnAppended((string)place[0]!, (long)place[1] + batch.Count - 1);
                _metrics.AppendTime.Record(services.Time.GetElapsedTime(started).TotalSeconds);
                return;
            }
            catch (Exception exception) when (exception is RedisException or TimeoutException)
            {
                _mayBeAppended |= IsUncertain(exception);
                if (services.Options.WhenUnavailable is RedisOutage.Fail
                    || services.Time.GetElapsedTime(batch[0].Since) >= services.Options.MaxWait
                    || RedisRefusal.Explain(exception) is not null)
                {
                    throw;
                }

                // The same batch under the same number: where only the answer was lost, Redis does nothing again.
                _metrics.Retries.Add(1);
                LogAppendRetried(services.Logger, exception.Message, batch.Count, name);
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

    private RedisValue[] Arguments(List<PendingAppend> batch)
    {
        var (epoch, position) = follower.Seen;
        return
        [
            _producer,
            _batch,
            EventId.NewEpoch(),
            epoch,
            position,
            sink.CompleteAfter + 1,
            LeastKept,
            (long)(sink.MaxAge + TimeSpan.FromMinutes(1)).TotalMilliseconds,
            (long)_producerLife.TotalMilliseconds,
            _channel,
            MaxMessageBytes,
            batch.Count,
            Join(batch),
        ];
    }

    private static byte[] Join(List<PendingAppend> batch)
    {
        if (batch.Count == 1)
        {
            return batch[0].Entry;
        }

        var joined = new byte[batch.Sum(static append => append.Entry.Length)];
        var rest = joined.AsSpan();
        foreach (var append in batch)
        {
            append.Entry.CopyTo(rest);
            rest = rest[append.Entry.Length..];
        }

        return joined;
    }

    [LoggerMessage(1, LogLevel.Debug, "{Count} events of {Stream} are sent to Redis again: {Reason}")]
    private static partial void LogAppendRetried(ILogger logger, string reason, int count, string stream);

    [LoggerMessage(2, LogLevel.Error, "{Count} events of {Stream} could not be put into the log on Redis.")]
    private static partial void LogAppendFailed(ILogger logger, Exception exception, int count, string stream);
}
