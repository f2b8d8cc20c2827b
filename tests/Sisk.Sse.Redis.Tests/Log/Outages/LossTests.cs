using Sisk.Sse.Redis.Tests.Support;
using Sisk.Sse.Tests.Support;

namespace Sisk.Sse.Redis.Tests.Log.Outages;

/// <summary>Logs that have lost delivered events.</summary>
public sealed class LossTests
{
    [Fact]
    public async Task Connected_and_returning_clients_get_a_reset_when_Redis_is_emptied()
    {
        await using var redis = await StartRedisAsync();
        await using var nodes = new Nodes(redis);
        var app = await nodes.StartAsync(options => options.PollInterval = TimeSpan.FromMilliseconds(100));
        await using var away = await app.JoinAsync("a");
        await Nodes.SendAsync(app, "a", "before");
        Assert.Equal("message:before", await away.EventAsync());
        var place = away.LastEventId;
        using var staying = new RoamingClient([app.Client.BaseAddress!], "/board/a", new Random(1));
        var numbers = staying.ReadAsync(1);
        await Signal.WithinAsync(staying.Joined);

        using (var connection = await nodes.ConnectAsync())
        {
            await connection.GetServers()[0].FlushAllDatabasesAsync();
        }

        // The stream ends, and the client gets the reset when it returns.
        Assert.Equal("end", await away.EventAsync());
        await using var back = await app.ReturnAsync("a", place);
        Assert.Equal("message:welcome to a", await back.EventAsync());
        await Signal.WithinAsync(staying.WasReset);

        await Nodes.SendAsync(app, "a", "1");
        Assert.Equal([1], await numbers);
        Assert.Equal("message:1", await back.EventAsync());
    }

    [Fact]
    public async Task Clients_get_a_reset_when_the_log_is_restored_without_its_latest_events()
    {
        await using var redis = await StartRedisAsync();
        await using var nodes = new Nodes(redis);
        var app = await nodes.StartAsync();
        string kept, lost;
        await using (var reading = await app.JoinAsync("a"))
        {
            await Nodes.SendAsync(app, "a", "kept");
            await reading.EventAsync();
            kept = reading.LastEventId;
            await Nodes.SendAsync(app, "a", "kept too");
            await reading.EventAsync();
            using (var connection = await nodes.ConnectAsync())
            {
                await connection.GetServers()[0].ExecuteAsync("SAVE");
            }

            await Nodes.SendAsync(app, "a", "lost");
            await reading.EventAsync();
            lost = reading.LastEventId;
        }

        await redis.KillAsync();
        await redis.StartAsync();

        // The same number of events again, so that the sequence alone does not show the loss.
        var other = await nodes.StartAsync();
        await Nodes.SendAsync(other, "a", "another in its place");
        await Nodes.SendAsync(other, "a", "and one more");

        await using var ahead = await other.ReturnAsync("a", lost);
        await using var onFirst = await app.ReturnAsync("a", lost);

        // This client has missed the lost event. The first server knows that it existed.
        await using var behind = await app.ReturnAsync("a", kept);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Clients_get_a_reset_when_their_server_falls_behind_the_retention(bool oldestAreGone)
    {
        await using var redis = await StartRedisAsync();
        await using var nodes = new Nodes(redis);
        var app = await nodes.StartAsync(options => options.PollInterval = TimeSpan.FromMilliseconds(100));
        await using var reading = await app.JoinAsync("a");
        await Nodes.SendAsync(app, "a", "seen");
        await reading.EventAsync();

        using (var connection = await nodes.ConnectAsync())
        {
            // As if others had appended and trimmed events while this server was cut off.
            var database = connection.GetDatabase();
            var prefix = $"{nodes.ApplicationName}:{{{Nodes.Stream}}}:";
            await database.HashIncrementAsync(prefix + "state", "sequence", 1000);
            if (oldestAreGone)
            {
                await database.StreamTrimAsync(prefix + "events", 0);
            }
        }

        Assert.Equal("end", await reading.EventAsync());
        await using var back = await app.ReturnAsync("a", reading.LastEventId);
    }

    private static async Task<RedisServer> StartRedisAsync()
    {
        var redis = new RedisServer();
        await redis.StartAsync();
        return redis;
    }
}
