using Sisk.Sse.Redis.Tests.Support;
using Sisk.Sse.Tests.Support;

namespace Sisk.Sse.Redis.Tests.Log.Outages;

/// <summary>A frozen Redis server that keeps its connections.</summary>
public sealed class StalledRedisTests
{
    [Fact]
    public async Task A_frozen_Redis_blocks_neither_callers_nor_local_connections()
    {
        await using var redis = new RedisServer();
        await redis.StartAsync();
        await using var nodes = new Nodes(redis);
        var app = await nodes.StartAsync(options => options.MaxWait = TimeSpan.FromMinutes(1), routes: new Route(RouteMethod.Get, "/own", async request =>
        {
            using var sse = request.GetEventSource("own");
            await sse.KeepAliveAsync(request.HttpContext.RequestAborted);
            return sse.Close();
        }));
        await using var room = await app.JoinAsync("a");
        await redis.PauseAsync();

        // A broadcast waits without blocking its caller. A local source opens and receives an event in the meantime.
        var waiting = Nodes.SendAsync(app, "a", "waits").AsTask();
        var registered = Signal.RegisteredAsync(app.Sources, 1);
        await using var own = await app.OpenAsync("/own");
        await registered;
        Assert.True(app.Sources.GetByIdentifier("own")!.Send("goes on"));
        Assert.Equal("message:goes on", await own.EventAsync());
        Assert.False(waiting.IsCompleted);

        await redis.ContinueAsync();
        await Signal.WithinAsync(waiting);
        Assert.Equal("message:waits", await room.EventAsync());
    }

    [Theory]
    [InlineData("count")]
    [InlineData("close")]
    [InlineData("stop a run")]
    public async Task Call_to_a_frozen_Redis_ends_when_its_token_is_canceled(string call)
    {
        await using var redis = new RedisServer();
        await redis.StartAsync();
        await using var nodes = new Nodes(redis);
        var app = await nodes.StartAsync(options => options.CountConnections = true);
        using var cancellation = new CancellationTokenSource();
        await redis.PauseAsync();
        try
        {
            var calling = call switch
            {
                "count" => app.Sources.CountByPrefixAsync("a", cancellation.Token).AsTask(),
                "close" => app.Sources.CloseByPrefixAsync("a", cancellationToken: cancellation.Token),
                _ => app.Get<EventStreamRuns>().StopAsync("0123456789abcdef0123456789abcdef", cancellation.Token).AsTask(),
            };
            await cancellation.CancelAsync();

            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Signal.WithinAsync(calling));
        }
        finally
        {
            await redis.ContinueAsync();
        }
    }

    [Fact]
    public async Task A_frozen_Redis_does_not_delay_an_application_on_another_Redis()
    {
        await using var slow = new RedisServer();
        await slow.StartAsync();
        await using var quick = new RedisServer();
        await quick.StartAsync();
        await using var slowNodes = new Nodes(slow);
        await using var quickNodes = new Nodes(quick);
        var held = await slowNodes.StartAsync(options => options.MaxWait = TimeSpan.FromMinutes(1));
        var free = await quickNodes.StartAsync();
        await using var reading = await free.JoinAsync("a");
        await Nodes.SendAsync(held, "a", "before");
        await slow.PauseAsync();

        var waiting = Nodes.SendAsync(held, "a", "waits").AsTask();
        await Signal.WithinAsync(Nodes.SendAsync(free, "a", "goes on").AsTask());
        Assert.Equal("message:goes on", await reading.EventAsync());
        Assert.False(waiting.IsCompleted);

        await slow.ContinueAsync();
        await Signal.WithinAsync(waiting);
    }
}
