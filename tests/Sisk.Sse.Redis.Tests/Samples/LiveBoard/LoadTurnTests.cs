using LiveBoard.Load;
using Sisk.Sse.Redis.Tests.Support;
using StackExchange.Redis;

namespace Sisk.Sse.Redis.Tests.Samples.LiveBoard;

/// <summary>The choice of the LiveBoard server that reports the load.</summary>
public sealed class LoadTurnTests(RedisServer redis)
{
    [Fact]
    public async Task One_server_at_a_time_reports_the_load_until_its_lease_ends()
    {
        using var connection = await ConnectionMultiplexer.ConnectAsync(redis.Configuration);
        var (one, two) = (new LoadTurn(connection), new LoadTurn(connection));

        Assert.True(await one.IsOursAsync());
        Assert.False(await two.IsOursAsync());
        Assert.True(await one.IsOursAsync());

        // The clock of Redis cannot be faked, so the test checks the lease and then ends it.
        var database = connection.GetDatabase();
        Assert.InRange((await database.KeyTimeToLiveAsync("LiveBoard:load"))!.Value, TimeSpan.FromMilliseconds(1), TimeSpan.FromSeconds(3));
        await database.KeyExpireAsync("LiveBoard:load", TimeSpan.Zero);

        Assert.True(await two.IsOursAsync());
        Assert.False(await one.IsOursAsync());
    }

    [Fact]
    public async Task A_server_without_Redis_always_reports_the_load() => Assert.True(await new LoadTurn(redis: null).IsOursAsync());
}
