using Sisk.Sse.Redis.Tests.Support;
using Sisk.Sse.Tests.Support;
using StackExchange.Redis;

namespace Sisk.Sse.Redis.Tests.Log.Outages;

/// <summary>Servers that change roles or disagree about them.</summary>
public sealed class SwitchoverTests : IAsyncLifetime
{
    private readonly RedisServer _first = new("--save", "", "--repl-diskless-sync-delay", "0");
    private readonly RedisServer _second = new("--save", "", "--repl-diskless-sync-delay", "0");

    public async ValueTask InitializeAsync()
    {
        await _first.StartAsync();
        await _second.StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _first.DisposeAsync();
        await _second.DisposeAsync();
    }

    [Fact]
    public async Task Broadcasts_follow_a_planned_switchover()
    {
        await TellAsync(_second, "REPLICAOF", "127.0.0.1", $"{_first.Port}");
        await _second.SaysAsync("MASTER <-> REPLICA sync: Finished with success");
        await using var nodes = new Nodes($"{_first.Configuration},{_second.Configuration}");
        var app = await nodes.StartAsync(options => options.MaxWait = TimeSpan.FromSeconds(20));
        await using var reading = await app.JoinAsync("a");
        await Nodes.SendAsync(app, "a", "before");
        await _first.ReplicatedToAsync(_second);

        await TellAsync(_second, "REPLICAOF", "NO", "ONE");
        await TellAsync(_first, "REPLICAOF", "127.0.0.1", $"{_second.Port}");
        await Eventually.BecomesAsync("a replica", () => RedisSentinel.ReplicasAsync(_second), static count => count == 1);
        await Nodes.SendAsync(app, "a", "after");

        Assert.Equal(["before", "after"], await reading.TakeAsync(2));
        Assert.Equal(2, await LengthAsync(nodes, _second));
    }

    [Fact]
    public async Task Broadcasts_wait_while_two_servers_report_that_they_are_the_primary()
    {
        await using var nodes = new Nodes($"{_first.Configuration},{_second.Configuration}");
        var impatient = await nodes.StartAsync(options => options.MaxWait = TimeSpan.FromMilliseconds(500));
        var patient = await nodes.StartAsync(options => options.MaxWait = TimeSpan.FromMinutes(1));

        var failure = await Assert.ThrowsAsync<EventLogUnavailableException>(async () => await Nodes.SendAsync(impatient, "a", "refused"));
        var waiting = Nodes.SendAsync(patient, "a", "waits").AsTask();
        await TellAsync(_second, "REPLICAOF", "127.0.0.1", $"{_first.Port}");
        await Signal.WithinAsync(waiting);

        Assert.Contains("both report that they are the primary", failure.Message);
        Assert.False(failure.MayBeAppended);
        Assert.Equal(1, await LengthAsync(nodes, _first));
    }

    [Fact]
    public async Task Broadcasts_continue_when_all_Sentinels_are_gone()
    {
        await using var redis = new RedisSentinel();
        await redis.StartAsync();
        await using var nodes = new Nodes(redis.Configuration);
        var app = await nodes.StartAsync();
        await using var reading = await app.JoinAsync("a");
        await Nodes.SendAsync(app, "a", "before");

        await redis.KillSentinelsAsync();
        await Nodes.SendAsync(app, "a", "after");

        Assert.Equal(["before", "after"], await reading.TakeAsync(2));
    }

    private static async Task TellAsync(RedisServer redis, string command, params object[] arguments)
    {
        using var connection = await ConnectionMultiplexer.ConnectAsync($"{redis.Configuration},allowAdmin=true");
        await connection.GetServers()[0].ExecuteAsync(command, arguments);
    }

    private static async Task<long> LengthAsync(Nodes nodes, RedisServer redis)
    {
        using var connection = await ConnectionMultiplexer.ConnectAsync(redis.Configuration);
        return await connection.GetDatabase()
            .StreamLengthAsync($"{nodes.ApplicationName}:{{{Nodes.Stream}}}:events", CommandFlags.PreferReplica);
    }
}
