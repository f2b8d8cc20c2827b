using System.Diagnostics;
using Sisk.Sse.Redis.Tests.Support;
using Sisk.Sse.Tests.Support;

namespace Sisk.Sse.Redis.Tests.Log.Outages;

/// <summary>Connections to Redis that stay open but deliver nothing.</summary>
public sealed class DarkNetworkTests : IAsyncLifetime
{
    private readonly RedisServer _redis = new();
    private readonly string _application = "test-" + Guid.NewGuid().ToString("N");

    public async ValueTask InitializeAsync() => await _redis.StartAsync();

    public ValueTask DisposeAsync() => _redis.DisposeAsync();

    [Fact]
    public async Task An_unanswered_read_delays_no_notification()
    {
        await using var proxy = new RedisProxy(_redis);
        await using var direct = new Nodes(_redis) { ApplicationName = _application };
        await using var behind = new Nodes($"{proxy.Configuration},asyncTimeout=60000") { ApplicationName = _application };
        var (sender, receiver) = (await direct.StartAsync(), await behind.StartAsync());
        await using var reading = await receiver.JoinAsync("a");

        // The id is ahead of the log, so the server reads before it answers, and sends the client away.
        proxy.DarkenCommands();
        await using (var returning = await receiver.OpenAsync("/board/a", reading.LastEventId + "z"))
        {
            Assert.Equal("end", await returning.EventAsync());
        }

        var started = Stopwatch.GetTimestamp();
        for (var i = 0; i < 10; i++)
        {
            await Nodes.SendAsync(sender, "a", $"{i}");
        }

        Assert.Equal(Enumerable.Range(0, 10).Select(i => $"{i}"), await reading.TakeAsync(10));
        Assert.InRange(Stopwatch.GetElapsedTime(started), TimeSpan.Zero, TimeSpan.FromSeconds(20));

        proxy.Lighten();
        await Nodes.SendAsync(sender, "a", "lit");
        Assert.Equal("message:lit", await reading.EventAsync());
    }

    [Fact]
    public async Task A_dead_subscription_delays_events_until_the_next_poll()
    {
        await using var proxy = new RedisProxy(_redis);
        await using var nodes = new Nodes(proxy.Configuration);
        var app = await nodes.StartAsync(options => options.PollInterval = TimeSpan.FromMilliseconds(200));
        await using var reading = await app.JoinAsync("a");
        proxy.DarkenSubscriptions();

        await Nodes.SendAsync(app, "a", "one");
        await Nodes.SendAsync(app, "a", "two");

        Assert.Equal(["one", "two"], await reading.TakeAsync(2));
    }

    [Fact]
    public async Task A_broadcast_after_shutdown_fails_in_its_task()
    {
        await using var nodes = new Nodes(_redis);
        var app = await nodes.StartAsync(options => options.MaxWait = TimeSpan.FromHours(1));
        await Nodes.SendAsync(app, "a", "before");
        var board = app.Get<Node.BoardEventsBroadcaster>();
        await app.DisposeAsync();

        var failing = board.BroadcastRoomAsync("a", "too late", CancellationToken.None).AsTask();

        await Assert.ThrowsAsync<EventLogUnavailableException>(() => Signal.WithinAsync(failing));
    }

    [Fact]
    public async Task Shutdown_fails_waiting_broadcasts_within_seconds()
    {
        await using var proxy = new RedisProxy(_redis);

        // The first attempt does not time out, so the second event is never sent.
        await using var nodes = new Nodes($"{proxy.Configuration},asyncTimeout=60000");
        var app = await nodes.StartAsync(options => (options.CountConnections, options.MaxWait) = (true, TimeSpan.FromHours(1)));
        await Nodes.SendAsync(app, "a", "before");
        proxy.Darken();
        var onTheWay = Nodes.SendAsync(app, "a", "on the way").AsTask();
        var waiting = Nodes.SendAsync(app, "a", "waits").AsTask();

        var started = Stopwatch.GetTimestamp();
        await app.Application.StopAsync(TestContext.Current.CancellationToken);
        var uncertain = await Assert.ThrowsAsync<EventLogUnavailableException>(() => onTheWay);
        var unsent = await Assert.ThrowsAsync<EventLogUnavailableException>(() => waiting);
        await app.DisposeAsync();

        Assert.InRange(Stopwatch.GetElapsedTime(started), TimeSpan.Zero, TimeSpan.FromSeconds(5));
        Assert.True(uncertain.MayBeAppended);
        Assert.False(unsent.MayBeAppended);
        Assert.Contains("The server is stopping", unsent.Message);
    }
}
