using Sisk.Sse.Redis.Tests.Support;
using Sisk.Sse.Tests.Support;
using StackExchange.Redis;

namespace Sisk.Sse.Redis.Tests.Client;

/// <summary>StackExchange.Redis opens a connection for commands and one for subscriptions. Either may be the first.</summary>
public sealed class SubscriptionConnectionTests(RedisServer redis)
{
    private readonly string _log = Guid.NewGuid().ToString("N");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Log_subscription_waits_for_its_connection_when_commands_work_already()
    {
        await using var proxy = new RedisProxy(redis);
        await using var server = await ConnectAsync(proxy);
        var log = server.GetRequiredService<IEventLog>();
        var subscriber = new Subscriber();

        var subscribing = log.SubscribeAsync(_log, subscriber, Cancellation).AsTask();
        await AppendAsync(log);
        Assert.False(subscribing.IsCompleted);
        proxy.Lighten();
        await using var subscription = await Signal.WithinAsync(subscribing);
        await AppendAsync(log);

        await Signal.WithinAsync(subscriber.Told);
    }

    [Fact]
    public async Task Run_subscription_waits_for_its_connection_when_commands_work_already()
    {
        await using var proxy = new RedisProxy(redis);
        await using var server = await ConnectAsync(proxy);
        var log = server.GetRequiredService<IEventLog>();

        var subscribing = ((IRunStore)log).SubscribeAsync(_log, isProducer: true, static () => { }, Cancellation).AsTask();
        await AppendAsync(log);
        Assert.False(subscribing.IsCompleted);
        proxy.Lighten();

        await using var subscription = await Signal.WithinAsync(subscribing);
    }

    [Fact]
    public async Task Subscription_can_be_canceled_while_it_waits_for_its_connection()
    {
        await using var proxy = new RedisProxy(redis);
        await using var server = await ConnectAsync(proxy);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);

        var subscribing = server.GetRequiredService<IEventLog>().SubscribeAsync(_log, new Subscriber(), stop.Token).AsTask();
        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Signal.WithinAsync(subscribing));
    }

    [Fact]
    public async Task Subscription_that_was_canceled_is_ended()
    {
        var application = Guid.NewGuid().ToString("N");
        await using var server = LogServices.Build(redis.Configuration, application);
        var log = server.GetRequiredService<IEventLog>();
        var runs = (IRunStore)log;
        await (await runs.SubscribeAsync("first", isProducer: false, static () => { }, Cancellation)).DisposeAsync();
        using var stop = new CancellationTokenSource();
        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => runs.SubscribeAsync("run", isProducer: false, static () => { }, stop.Token).AsTask());
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => log.SubscribeAsync("log", new Subscriber(), stop.Token).AsTask());

        // It comes after the others, on the same connection.
        await using var last = await runs.SubscribeAsync("last", isProducer: false, static () => { }, Cancellation);
        await using var admin = await ConnectionMultiplexer.ConnectAsync(redis.Configuration);
        await Eventually.BecomesAsync(
            "the last channel alone",
            async () => string.Join(", ", await admin.GetServers()[0].SubscriptionChannelsAsync(RedisChannel.Pattern($"*{application}*"))),
            static channels => channels.Contains("run last", StringComparison.Ordinal) && !channels.Contains(", ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Subscription_fails_when_its_connection_does_not_return_in_time()
    {
        await using var proxy = new RedisProxy(redis);
        await using var server = await ConnectAsync(proxy);

        var subscribing = server.GetRequiredService<IEventLog>().SubscribeAsync(_log, new Subscriber(), Cancellation).AsTask();

        await Assert.ThrowsAsync<EventLogException>(() => Signal.WithinAsync(subscribing));
    }

    [Fact]
    public async Task Subscription_that_failed_is_ended()
    {
        await using var proxy = new RedisProxy(redis);
        await using var server = await ConnectAsync(proxy);
        var runs = (IRunStore)server.GetRequiredService<IEventLog>();
        await Assert.ThrowsAsync<EventLogException>(
            () => Signal.WithinAsync(runs.SubscribeAsync(_log, isProducer: false, static () => { }, Cancellation).AsTask()));

        proxy.Lighten();
        await using var last = await Eventually.BecomesAsync(
            "a subscription", () => TrySubscribeAsync(runs, "last" + _log), static last => last is not null);

        // The client renews all of its subscriptions when it reconnects, in an order of its own.
        await using var admin = await ConnectionMultiplexer.ConnectAsync(redis.Configuration);
        await Eventually.BecomesAsync(
            "the last channel alone",
            async () => string.Join(", ", await admin.GetServers()[0].SubscriptionChannelsAsync(RedisChannel.Pattern($"*run *{_log}*"))),
            static channels => channels.Contains("run last", StringComparison.Ordinal) && !channels.Contains(", ", StringComparison.Ordinal));
    }

    private static async Task<IAsyncDisposable?> TrySubscribeAsync(IRunStore runs, string run)
    {
        try
        {
            return await runs.SubscribeAsync(run, isProducer: false, static () => { }, Cancellation);
        }
        catch (EventLogException)
        {
            return null;
        }
    }

    /// <summary>Returns the services of one more server, whose commands work and whose subscriptions do not.</summary>
    private async Task<ServiceProvider> ConnectAsync(RedisProxy proxy)
    {
        var server = LogServices.Build(proxy.Configuration, "subscriptions");
        var first = new Subscriber();
        await server.GetRequiredService<IEventLog>().SubscribeAsync(_log, first, Cancellation);
        proxy.CloseSubscriptions();
        await Signal.WithinAsync(first.Missed);
        return server;
    }

    private async Task AppendAsync(IEventLog log) => await log.AppendAsync(
        new EventLogAppend
        {
            Log = _log,
            Producer = Guid.NewGuid().ToString("N"),
            Number = 1,
            Count = 1,
            Events = "an event"u8.ToArray(),
            NewEpoch = "epoch",
            MinEvents = 8,
            Lifetime = TimeSpan.FromMinutes(1),
            ProducerLifetime = TimeSpan.FromMinutes(1),
        },
        Cancellation);

    private sealed class Subscriber : IEventLogSubscriber
    {
        private readonly TaskCompletionSource _told = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource _missed = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public bool IsFull => false;

        internal Task Told => _told.Task;

        internal Task Missed => _missed.Task;

        public void OnAppended(EventLogNotification notification) => _told.TrySetResult();

        public void OnMissed() => _missed.TrySetResult();
    }
}
