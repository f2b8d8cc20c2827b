using Microsoft.Extensions.Options;
using Sisk.Sse.Redis.Client;
using StackExchange.Redis;

namespace Sisk.Sse.Redis.Log;

/// <summary>Event logs in Redis: one Redis stream, one hash and one channel for each.</summary>
internal sealed partial class RedisEventLog(
    RedisConnection connection,
    RedisKeys keys,
    LogMessages messages,
    IOptions<RedisEventStreamOptions> options,
    TimeProvider time) : IEventLog
{
    public string Name => "Redis";

    public string System => "redis";

    public ValueTask<EventLogPlace> AppendAsync(EventLogAppend append, CancellationToken cancellationToken) => CallAsync(
        async database =>
        {
            var answer = await LogScripts.Append.RunAsync(
                database,
                keys.Append(append),
                AppendScript.Values(append, connection.ChannelPrefix + keys.Channel(append.Log))).ConfigureAwait(false);
            var (first, note) = AppendScript.Read(answer, append);
            if (note == AppendScript.ForeignEntry)
            {
                messages.Restarted(append.Log);
            }
            else if (note.Length > 0)
            {
                messages.Unpublished(append.Log, note);
            }

            return first;
        },
        cancellationToken);

    public ValueTask<EventLogPage> ReadAsync(EventLogRead read, CancellationToken cancellationToken) => CallAsync(
        async database => ReadScript.Read(await LogScripts.Read.RunAsync(
            database, [keys.State(read.Log), keys.Events(read.Log)], ReadScript.Values(read)).ConfigureAwait(false)),
        cancellationToken);

    public async ValueTask<IAsyncDisposable> SubscribeAsync(string log, IEventLogSubscriber subscriber, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        try
        {
            var opened = await connection.GetAsync().AsTask().WaitAsync(cancellationToken).ConfigureAwait(false);
            var channel = await SubscriptionStart.RunAsync(opened, keys.Channel(log), time, cancellationToken).ConfigureAwait(false);
            return new LogSubscription(opened, channel, subscriber);
        }
        catch (Exception exception) when (RedisErrors.IsRedisError(exception))
        {
            throw Failure(exception);
        }
    }

    private async ValueTask<T> CallAsync<T>(Func<IDatabase, ValueTask<T>> call, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var result = CallAsync(call);

        // A command cannot be taken back. Only the wait for its answer ends.
        return await (cancellationToken.CanBeCanceled ? new(result.AsTask().WaitAsync(cancellationToken)) : result).ConfigureAwait(false);
    }

    private async ValueTask<T> CallAsync<T>(Func<IDatabase, ValueTask<T>> call)
    {
        try
        {
            var opened = await connection.GetAsync().ConfigureAwait(false);
            return await call(opened.GetDatabase()).ConfigureAwait(false);
        }
        catch (Exception exception) when (RedisErrors.IsRedisError(exception))
        {
            connection.ReconfigureAfter(exception);
            throw Failure(exception);
        }
    }

    private EventLogException Failure(Exception exception) => new(
        RedisErrors.MessageOf(exception, connection.Servers),
        RedisErrors.IsUncertain(exception),
        RedisRefusal.Explain(exception) ?? connection.Refusal,
        exception);
}
