using System.Globalization;
using Sisk.Sse.Redis.Client;
using StackExchange.Redis;

namespace Sisk.Sse.Redis.Log;

/// <content>Keeps the runs of resumable pull streams: one hash, one Redis stream and two marks for each, all of which expire.</content>
internal sealed partial class RedisEventLog : IRunStore
{
    private static readonly RedisValue[] _runFields = ["header", "last", "end"];

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
                    .. write.Events.Select(static bytes => (RedisValue)bytes),
                ]).ConfigureAwait(false);
            return new RunStoreAnswer((long?)answer[0], IsStopped: !answer[1].IsNull);
        },
        cancellationToken);

    public ValueTask<RunStorePage?> ReadAsync(string run, long after, int maxEvents, CancellationToken cancellationToken) => CallAsync(
        async database =>
        {
            // In this order: what an end follows is then among the events.
            var reading = database.HashGetAsync(keys.RunState(run), _runFields);
            var alive = database.KeyExistsAsync(keys.RunAlive(run));
            var entries = maxEvents == 0
                ? Task.FromResult(Array.Empty<StreamEntry>())
                : database.StreamRangeAsync(keys.RunEvents(run), string.Create(CultureInfo.InvariantCulture, $"{after + 1}-0"), count: maxEvents);
            var state = await reading.ConfigureAwait(false);
            var isAlive = await alive.ConfigureAwait(false);
            return state[0].IsNull ? null : Page(state, isAlive, await entries.ConfigureAwait(false));
        },
        cancellationToken);

    public async ValueTask FollowAsync(string run, long position, TimeSpan lifetime, CancellationToken cancellationToken) => await CallAsync(
        database => RunScripts.Follow.RunAsync(database, [keys.RunSeen(run)], [position, (long)lifetime.TotalMilliseconds]),
        cancellationToken).ConfigureAwait(false);

    public async ValueTask StopAsync(string run, CancellationToken cancellationToken) => await CallAsync(
        database => RunScripts.Stop.RunAsync(database, [keys.RunState(run)], [connection.ChannelPrefix + keys.RunChannel(run, isStop: true)]),
        cancellationToken).ConfigureAwait(false);

    public async ValueTask<IAsyncDisposable> SubscribeAsync(string run, bool isProducer, Action notified, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        try
        {
            var opened = await connection.GetAsync().AsTask().WaitAsync(cancellationToken).ConfigureAwait(false);
            var channel = await SubscriptionStart.RunAsync(opened, keys.RunChannel(run, isProducer), time, cancellationToken).ConfigureAwait(false);
            channel.OnMessage(_ => notified());
            return new RunSubscription(channel);
        }
        catch (Exception exception) when (RedisErrors.IsRedisError(exception))
        {
            throw Failure(exception);
        }
    }

    private static RunStorePage Page(RedisValue[] state, bool isAlive, StreamEntry[] entries) => new()
    {
        Header = state[0].ToString(),
        Last = (long)state[1],
        End = state[2].IsNull ? null : state[2].ToString(),
        IsAlive = isAlive,
        First = entries.Length == 0 ? 0 : Position(entries[0]),
        Events = Array.ConvertAll(entries, static entry => (ReadOnlyMemory<byte>)(byte[])entry.Values[0].Value!),
    };

    private static long Position(StreamEntry entry)
    {
        var id = entry.Id.ToString();
        return long.Parse(id.AsSpan(0, id.IndexOf('-', StringComparison.Ordinal)), CultureInfo.InvariantCulture);
    }
}
