using System.Diagnostics;
using Sisk.Sse.Redis.Tests.Support;

namespace Sisk.Sse.Redis.Tests.Log.Outages;

/// <summary>Connections that stay open without ever answering again, while new connections work.</summary>
public sealed class FrozenRedisTests
{
    /// <summary>With its default settings, StackExchange.Redis needs longer. Ours need eight seconds, or twice that on a busy machine.</summary>
    private static readonly TimeSpan _bound = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task Broadcasts_continue_within_seconds_when_connections_are_dead()
    {
        await using var redis = new RedisServer();
        await redis.StartAsync();
        await using var proxy = new RedisProxy(redis);
        await IsNoticedAsync(proxy.Configuration, () =>
        {
            proxy.DarkenOpenConnections();
            return Task.CompletedTask;
        });
    }

    [Fact]
    public async Task Broadcasts_continue_within_seconds_when_a_primary_under_Sentinel_freezes()
    {
        await using var redis = new RedisSentinel();
        await redis.StartAsync();
        await IsNoticedAsync(redis.Configuration, async () =>
        {
            var primary = await redis.PrimaryAsync();
            await Task.WhenAll(redis.Servers.Where(server => server != primary).Select(primary.ReplicatedToAsync));
            await primary.PauseAsync();
        });
    }

    [Fact]
    public async Task Broadcasts_continue_within_seconds_when_a_cluster_node_freezes()
    {
        await using var redis = new RedisCluster(hasReplicas: true);
        await redis.StartAsync();
        var index = await redis.IndexOfAsync(Nodes.Stream);
        await IsNoticedAsync(redis.Configuration.ToString(), async () =>
        {
            await redis.Nodes[index].ReplicatedToAsync(redis.Replicas[index]);
            await redis.Nodes[index].PauseAsync();
        });
    }

    private static async Task IsNoticedAsync(string configuration, Func<Task> freezeAsync)
    {
        await using var nodes = new Nodes(configuration);
        var app = await nodes.StartAsync(options => options.MaxWait = TimeSpan.FromMinutes(1));
        await using var reading = await app.JoinAsync("a");
        await Nodes.SendAsync(app, "a", "before");
        Assert.Equal("message:before", await reading.EventAsync());

        await freezeAsync();
        var started = Stopwatch.GetTimestamp();
        await Nodes.SendAsync(app, "a", "after");
        var elapsed = Stopwatch.GetElapsedTime(started);
        TestContext.Current.SendDiagnosticMessage($"Appended after {elapsed.TotalSeconds:F1} s.");

        Assert.Equal("message:after", await reading.EventAsync());
        Assert.InRange(elapsed, TimeSpan.Zero, _bound);
    }
}
