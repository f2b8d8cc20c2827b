using System.Globalization;
using Sisk.Sse.Redis.Client;
using StackExchange.Redis;

namespace Sisk.Sse.Redis.Log;

/// <content>Keeps the runs of resumable pull streams: one hash, one Redis stream and two marks for each, all of which expire.</content>
internal sealed partial class RedisEventLog : IRunStore
{
    public ValueTask<RunStoreAnswer> WriteAsync(RunStoreWrite write, CancellationToken cancellationToken) => CallAsync(
        async database =>
        {
            var answer = await RunScripts.Write.RunAsync(
                database,
                [keys.RunState(write.Run), keys.RunEvents(write.Run), keys.RunAlive(write.Run), keys.RunSeen(write.Run)],
                [
                    connection.ChannelPrefix + keys.RunChannel(write.Run, isStop: false),
                    (long)write.Lifetime.TotalMilliseconds,
                    (long)write.Alive.TotalMilliseconds,
                    write.MaxEvents,
                    write.Header,
                    write.End ?? "",
                    write.First,
                    write.OldestNeeded,
                    .. write.Events.Select(static bytes => (RedisValue)bytes),
                ]).ConfigureAwait(false);
            return new RunStoreAnswer((long?)answer[0], IsStopped: !answer[1].IsNull);
        },
        cancellationToken);

    public ValueTask<RunStorePage?> ReadAsync(string run, long after, int maxEvents, CancellationToken cancellationToken) =>
        ReadAsync(run, after, maxEvents, int.MaxValue, cancellationToken);

    public ValueTask<RunStorePage?> ReadAsync(string run, long after, int maxEvents, int maxBytes, CancellationToken cancellationToken) =>
        CallAsync(
            async database => Page(await RunScripts.Read.RunAsync(
                database,
                [keys.RunState(run), keys.RunEvents(run), keys.RunAlive(run)],
                [string.Create(CultureInfo.InvariantCulture, $"{(ulong)after + 1}-0"), maxEvents, maxBytes]).ConfigureAwait(false)),
            cancellationToken);

    public async ValueTask FollowAsync(string run, long position, TimeSpan lifetime, CancellationToken cancellationToken) =>
        await CallAsync(
            database => RunScripts.Follow.RunAsync(database, [keys.RunSeen(run)], [position, (long)lifetime.TotalMilliseconds]),
            cancellationToken).ConfigureAwait(false);

    public async ValueTask StopAsync(string run, CancellationToken cancellationToken) => await CallAsync(
        database => RunScripts.Stop.RunAsync(
            database, [keys.RunState(run)], [connection.ChannelPrefix + keys.RunChannel(run, isStop: true)]),
        cancellationToken).ConfigureAwait(false);

    public async ValueTask<IAsyncDisposable> SubscribeAsync(
        string run, bool isProducer, Action notified, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        try
        {
            var opened = await connection.GetAsync().AsTask().WaitAsync(cancellationToken).ConfigureAwait(false);
            var channel = await SubscriptionStart.RunAsync(opened, keys.RunChannel(run, isProducer), time, cancellationToken)
                .ConfigureAwait(false);
            channel.OnMessage(_ => notified());
            return new RunSubscription(channel);
        }
        catch (Exception exception) when (RedisErrors.IsRedisError(exception))
        {
            throw Failure(exception);
        }
    }

    private static RunStorePage? Page(RedisResult answer)
    {
        var entries = (RedisResult[])answer[4]!;
        return answer[0].IsNull ? null : new RunStorePage
        {
            Header = (string)answer[0]!,
            Last = (long)answer[1],
            End = (string?)answer[2],
            IsAlive = (bool)answer[3],
            First = entries.Length == 0 ? 0 : Position((string)entries[0][0]!),
            Events = Array.ConvertAll(entries, static entry => (ReadOnlyMemory<byte>)(byte[])entry[1][1]!),
        };
    }

    private static long Position(string id) =>
        long.Parse(id.AsSpan(0, id.IndexOf('-', StringComparison.Ordinal)), CultureInfo.InvariantCulture);
}
