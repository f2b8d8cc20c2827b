using Sisk.Sse.Redis.Tests.Support;
using Sisk.Sse.Tests.Support;
using StackExchange.Redis;

namespace Sisk.Sse.Redis.Tests.Log.Outages;

/// <summary>A replica that is promoted after its primary was killed.</summary>
public sealed class FailoverTests : IAsyncLifetime
{
    private readonly RedisServer _first = new("--save", "", "--repl-diskless-sync-delay", "0");
    private readonly RedisServer _second = new("--save", "");
    private readonly Nodes _nodes;

    public FailoverTests() =>
        _nodes = new Nodes(_first) { Configuration = ConfigurationOptions.Parse($"{_first.Configuration},{_second.Configuration}") };

    public async ValueTask InitializeAsync()
    {
        _second.Settings.AddRange(["--replicaof", "127.0.0.1", $"{_first.Port}"]);
        await _first.StartAsync();
        await _second.StartAsync();
        await _second.SaysAsync("MASTER <-> REPLICA sync: Finished with success");
    }

    public async ValueTask DisposeAsync()
    {
        await _nodes.DisposeAsync();
        await _first.DisposeAsync();
        await _second.DisposeAsync();
    }

    [Fact]
    public async Task Clients_miss_nothing_when_an_up_to_date_replica_is_promoted()
    {
        var app = await StartAsync();
        await using var reading = await app.JoinAsync("a");
        await Nodes.SendAsync(app, "a", "before");
        Assert.Equal("message:before", await reading.EventAsync());
        var place = reading.LastEventId;
        await ReplicatedAsync();

        await _first.KillAsync();
        var waiting = Nodes.SendAsync(app, "a", "during").AsTask();
        await PromoteAsync();

        await Signal.WithinAsync(waiting);
        await Nodes.SendAsync(app, "a", "after");
        Assert.Equal(["during", "after"], await reading.TakeAsync(2));
        await using var back = await app.OpenAsync("/board/a", place);
        Assert.Equal(["during", "after"], await back.TakeAsync(2));
    }

    [Fact]
    public async Task Clients_get_a_reset_when_an_outdated_replica_is_promoted()
    {
        var app = await StartAsync();
        string kept, lost;
        await using (var reading = await app.JoinAsync("a"))
        {
            await Nodes.SendAsync(app, "a", "kept");
            await reading.EventAsync();
            kept = reading.LastEventId;
            await ReplicatedAsync();
            await PromoteAsync();
            await Nodes.SendAsync(app, "a", "lost");
            Assert.Equal("message:lost", await reading.EventAsync());
            lost = reading.LastEventId;
            await _first.KillAsync();
            Assert.Equal("end", await reading.EventAsync());
        }

        await Nodes.SendAsync(app, "a", "in its place");
        await using var ahead = await app.ReturnAsync("a", lost);
        await using var behind = await app.ReturnAsync("a", kept);
    }

    private Task<TestApp> StartAsync() => _nodes.StartAsync(options => options.MaxWait = TimeSpan.FromMinutes(1));

    /// <summary>Completes when the replica has everything.</summary>
    private Task ReplicatedAsync() => _first.ReplicatedToAsync(_second);

    /// <summary>Promotes the replica, as Sentinel or an operator would.</summary>
    private async Task PromoteAsync()
    {
        using var connection = await ConnectionMultiplexer.ConnectAsync($"{_second.Configuration},allowAdmin=true");
        await connection.GetServers()[0].ExecuteAsync("REPLICAOF", "NO", "ONE");
    }
}
