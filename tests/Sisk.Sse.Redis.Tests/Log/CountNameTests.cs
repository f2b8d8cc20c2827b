using Sisk.Sse.Redis.Tests.Support;

namespace Sisk.Sse.Redis.Tests.Log;

/// <summary>Counts of names that look like parts of the format.</summary>
public sealed class CountNameTests(RedisServer redis)
{
    private static readonly TimeSpan _lifetime = TimeSpan.FromSeconds(15);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(":")]
    [InlineData("")]
    [InlineData("\u00ff")]
    public async Task Servers_without_connections_have_no_count_of_any_name(string name)
    {
        await using var server = LogServices.Build(redis.Configuration, "test-" + Guid.NewGuid().ToString("N"));
        var counts = (IConnectionCounts)server.GetRequiredService<IEventLog>();
        foreach (var id in (string[])["one", "two"])
        {
            Assert.True(await counts.PublishAsync(id, _lifetime, [], areAll: true, Cancellation));
        }

        Assert.Equal(0, await counts.SumAsync(name, Cancellation));
        Assert.True(await counts.TryClaimAsync("one", name, Cancellation));
        Assert.False(await counts.TryClaimAsync("two", name, Cancellation));
        Assert.Equal(1, await counts.SumAsync(name, Cancellation));
    }
}
