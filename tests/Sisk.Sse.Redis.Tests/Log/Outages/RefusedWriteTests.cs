using Sisk.Sse.Log;
using Sisk.Sse.Redis.Tests.Support;
using Sisk.Sse.Tests.Support;

namespace Sisk.Sse.Redis.Tests.Log.Outages;

/// <summary>A Redis server that can be read, and accepts no writes.</summary>
public sealed class RefusedWriteTests : IAsyncLifetime
{
    private readonly RedisServer _redis = new("--save", "", "--appendonly", "no", "--maxmemory-policy", "noeviction");
    private readonly Nodes _nodes;

    public RefusedWriteTests() => _nodes = new Nodes(_redis);

    public async ValueTask InitializeAsync() => await _redis.StartAsync();

    public async ValueTask DisposeAsync()
    {
        await _nodes.DisposeAsync();
        await _redis.DisposeAsync();
    }

    [Fact]
    public async Task Health_tells_that_broadcasts_fail_while_Redis_has_no_memory_left()
    {
        var app = await _nodes.StartAsync(options => options.MaxWait = TimeSpan.FromMilliseconds(100));
        await Nodes.SendAsync(app, "a", "before");
        Assert.Equal(EventLogState.Reachable, StateOf(app).State);
        await _redis.AskAsync("CONFIG", "SET", "maxmemory", "1");

        await Assert.ThrowsAsync<EventLogUnavailableException>(async () => await Nodes.SendAsync(app, "a", "during"));

        Assert.Equal(EventLogState.Failing, StateOf(app).State);
        Assert.Contains("OOM", StateOf(app).Reason, StringComparison.Ordinal);
        await _redis.AskAsync("CONFIG", "SET", "maxmemory", "0");
        await Nodes.SendAsync(app, "a", "after");
        Assert.Equal(EventLogState.Reachable, StateOf(app).State);
    }

    private static (EventLogState State, string? Reason) StateOf(TestApp app) => app.Get<ITopicLog>().GetState();
}
