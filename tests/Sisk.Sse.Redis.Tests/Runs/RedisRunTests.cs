using Sisk.Sse.Redis.Tests.Support;
using Sisk.Sse.Tests.Support;
using StackExchange.Redis;

namespace Sisk.Sse.Redis.Tests.Runs;

/// <summary>Answers that are shared through Redis.</summary>
public sealed class RedisRunTests(RedisServer redis) : SharedRunTests
{
    private readonly Nodes _nodes = new(redis);

    internal override Task<TestApp> StartAsync(Action<EventStreamOptions>? options = null) => _nodes.StartAsync(streams: options);

    internal override NodeProcess CreateNode() => new(redis.Configuration, _nodes.ApplicationName);

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await _nodes.DisposeAsync();
    }

    [Fact]
    public async Task Nothing_is_left_in_Redis_after_the_window()
    {
        var (one, two) = (await _nodes.StartAsync(), await _nodes.StartAsync());
        var abandoned = await PostAsync(one.Client, "/answers/brief/100000/5");
        await abandoned.TakeAsync(1);
        await abandoned.DisposeAsync();
        await using var ended = await PostAsync(one.Client, "/answers/brief/3/0");
        await ended.RestAsync();
        using var unknown = await two.Client.GetAsync(
            "/answers/brief/3/0?lastEventId=0123456789abcdefghijklmnop-1", TestContext.Current.CancellationToken);
        await using var admin = await _nodes.ConnectAsync();
        var keys = () => admin.GetServers()[0].KeysAsync(pattern: _nodes.ApplicationName + ":{run *")
            .ToArrayAsync(TestContext.Current.CancellationToken).AsTask();
        Assert.NotEmpty(await keys());

        await Eventually.BecomesAsync("the runs' keys to expire", keys, static found => found.Length == 0);

        Assert.Empty(one.Get<EventStreamRuns>().List());
    }

    [Fact]
    public async Task Answer_is_given_without_Redis_and_resumed_where_it_is_produced()
    {
        await using var alone = new Nodes("127.0.0.1:1,connectTimeout=100") { ApplicationName = "alone" };
        var one = await alone.StartAsync();
        var reading = await PostAsync(one.Client, "/answers/5/20");
        Assert.Equal(["1", "2"], await reading.TakeAsync(2));
        await reading.DisposeAsync();

        await using var resumed = await one.OpenAsync("/answers/5/20", reading.LastEventId);

        Assert.Equal(["3", "4", "5", ""], (await resumed.RestAsync()).Select(item => item.Data));
    }
}
