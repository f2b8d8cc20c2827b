using Sisk.Sse.Redis.Tests.Support;
using StackExchange.Redis;

namespace Sisk.Sse.Redis.Tests.Log.Outages;

/// <summary>A server that has not noticed a loss of events yet.</summary>
public sealed class StaleServerTests : IAsyncLifetime
{
    private readonly RedisServer _redis = new("--save", "");
    private readonly string _application = "test-" + Guid.NewGuid().ToString("N");

    public async ValueTask InitializeAsync() => await _redis.StartAsync();

    public ValueTask DisposeAsync() => _redis.DisposeAsync();

    [Fact]
    public async Task A_client_that_was_reset_gets_no_lost_event_from_a_server_that_has_not_noticed_the_loss()
    {
        await using var proxy = new RedisProxy(_redis);
        await using var here = new Nodes(_redis) { ApplicationName = _application };
        await using var there = new Nodes(proxy.Configuration) { ApplicationName = _application };
        var (current, stale) = (await here.StartAsync(), await there.StartAsync());
        await using var local = await current.JoinAsync("a");
        await using var witness = await stale.JoinAsync("a");
        await Nodes.SendAsync(current, "a", "kept");
        Assert.Equal("message:kept", await witness.EventAsync());
        var place = witness.LastEventId;
        await SaveAsync();
        await Nodes.SendAsync(current, "a", "lost");
        Assert.Equal("message:lost", await witness.EventAsync());
        Assert.Equal(["kept", "lost"], await local.TakeAsync(2));

        proxy.Darken();
        await _redis.KillAsync();
        await _redis.StartAsync();
        await Nodes.SendAsync(current, "a", "in its place");
        Assert.Equal("end", await local.EventAsync());
        string newPlace;
        await using (var reset = await current.ReturnAsync("a", place))
        {
            Assert.Equal("message:welcome to a", await reset.EventAsync());
            await Nodes.SendAsync(current, "a", "after the reset");
            if (await reset.EventAsync() is "message:in its place")
            {
                // It was still on its way from Redis when the client connected.
                Assert.Equal("message:after the reset", await reset.EventAsync());
            }

            newPlace = reset.LastEventId;
        }

        // With its new id it is sent away until the server can read the log. A client with the old id gets the lost event, and later a
        // reset.
        await using (var early = await stale.OpenAsync("/board/a", newPlace))
        {
            Assert.Equal("end", await early.EventAsync());
        }

        await using var unaware = await stale.OpenAsync("/board/a", place);
        Assert.Equal("message:lost", await unaware.EventAsync());

        proxy.Lighten();
        Assert.Equal("end", await witness.EventAsync());
        Assert.Equal("end", await unaware.EventAsync());
        await using var toldLater = await stale.ReturnAsync("a", unaware.LastEventId);
        await using var back = await stale.OpenAsync("/board/a", newPlace);
        await Nodes.SendAsync(current, "a", "live");
        Assert.Equal("message:live", await back.EventAsync());
    }

    private async Task SaveAsync()
    {
        using var connection = await ConnectionMultiplexer.ConnectAsync($"{_redis.Configuration},allowAdmin=true");
        await connection.GetServers()[0].ExecuteAsync("SAVE");
    }
}
