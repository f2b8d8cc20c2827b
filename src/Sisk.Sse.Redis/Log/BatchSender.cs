using System.Runtime.CompilerServices;
using Sisk.Sse.Redis.Client;

namespace Sisk.Sse.Redis.Log;

/// <summary>
/// Sends batches of one stream to Redis, one at a time, and retries them. Each batch has a number, by which Redis recognizes a batch that it
/// has already appended.
/// </summary>
internal sealed class BatchSender(string name, ILogSink sink, LogFollower follower, LogServices services)
{
    private readonly AppendCall _call = new(name, sink, follower, services);
    private long _number;

    /// <summary>Gets a value indicating whether the last batch may be in the log although its answer is missing.</summary>
    internal bool MayBeAppended { get; private set; }

    /// <summary>Appends a batch. Completes when it is in the log.</summary>
    /// <param name="batch">The batch, in the order of the broadcasts.</param>
    /// <param name="stopRetrying">Stops further attempts. An attempt in progress is awaited.</param>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    internal async ValueTask SendAsync(List<PendingAppend> batch, CancellationToken stopRetrying)
    {
        _number++;
        MayBeAppended = false;
        Backoff? backoff = null;
        while (true)
        {
            try
            {
                await TryAsync(batch).ConfigureAwait(false);
                return;
            }
            catch (Exception exception) when (RedisErrors.IsRedisError(exception))
            {
                MayBeAppended |= RedisErrors.IsUncertain(exception);
                services.Connection.ReconfigureAfter(exception);
                if (stopRetrying.IsCancellationRequested || !CanRetry(exception, batch[0].Since))
                {
                    throw;
                }

                services.Metrics.Retries.Add(1);
                services.Log.AppendRetried(exception.Message, batch.Count, name);
                await (backoff ??= new Backoff(services.Time)).WaitAsync(stopRetrying).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    private async ValueTask TryAsync(List<PendingAppend> batch)
    {
        var started = services.Time.GetTimestamp();
        var connection = await services.Connection.GetAsync().ConfigureAwait(false);
        var answer = await LogScripts.Append
            .RunAsync(connection.GetDatabase(), _call.Keys, _call.Values(_number, batch)).ConfigureAwait(false);
        var (epoch, first, note) = _call.Read(answer);
        sink.OnAppended(epoch, first + batch.Count - 1);
        services.Metrics.AppendTime.Record(services.Time.GetElapsedTime(started).TotalSeconds);
        if (note == AppendCall.ForeignEntry)
        {
            services.Log.Restarted(name);
        }
        else if (note.Length > 0)
        {
            services.Log.Unpublished(name, note);
        }
    }

    private bool CanRetry(Exception exception, long since) =>
        services.Options.WhenUnavailable is RedisOutage.Wait
        && services.Time.GetElapsedTime(since) < services.Options.MaxWait
        && RedisRefusal.Explain(exception) is null
        && services.Connection.Refusal is null;
}
