using Sisk.Sse.Redis.Tests.Support;
using Sisk.Sse.Tests.Support;
using StackExchange.Redis;

namespace Sisk.Sse.Redis.Tests.Log.Outages;

/// <summary>Losses that the sequences of a log alone do not show.</summary>
public sealed class RewindTests : IAsyncLifetime
{
    private readonly RedisServer _redis = new("--save", "", "--repl-diskless-sync-delay", "0");
    private readonly string _application = "test-" + Guid.NewGuid().ToString("N");

    public async ValueTask InitializeAsync() => await _redis.StartAsync();

    public ValueTask DisposeAsync() => _redis.DisposeAsync();

    [Fact]
    public async Task Clients_get_a_reset_when_the_log_is_restored_from_before_its_first_event()
    {
        string place;
        await using (var early = Nodes())
        {
            // The snapshot knows the stream but contains no events.
            var app = await early.StartAsync();
            await using var reading = await app.JoinAsync("a");
            await SaveAsync();
            place = await SendAsync(app, reading, 10);
        }

        await RestartAsync();
        await ReturnsToResetAsync(place);
    }

    [Fact]
    public async Task Clients_get_a_reset_when_the_log_is_restored_from_before_its_latest_epoch()
    {
        await using var nodes = Nodes();
        var app = await nodes.StartAsync();
        string place;
        await using (var reading = await app.JoinAsync("a"))
        {
            place = await SendAsync(app, reading, 1);
            await SaveAsync();
        }

        // The next epoch and its only event are lost with the second restart.
        await RestartAsync();
        await using (var reading = await app.JoinAsync("a"))
        {
            await SendAsync(app, reading, 1);
        }

        await RestartAsync();
        await Support.Nodes.SendAsync(app, "a", "another in its place");
        var late = await nodes.StartAsync();
        await using var back = await late.ReturnAsync("a", place);
    }

    [Fact]
    public async Task Clients_get_a_reset_when_a_server_returns_to_an_outdated_log_after_an_empty_one()
    {
        await using var nodes = Nodes();
        var app = await nodes.StartAsync(options => options.PollInterval = TimeSpan.FromMilliseconds(100));
        string place;
        await using (var reading = await app.JoinAsync("a"))
        {
            place = await SendAsync(app, reading, 1);
            await SaveAsync();
            await SendAsync(app, reading, 1);
            await RestartAsync(hasData: false);
            Assert.Equal("end", await reading.EventAsync());
        }

        // The server still knows of the second event, although it has read an empty log in between.
        await using (var reading = await app.JoinAsync("a"))
        {
            await RestartAsync();
            Assert.Equal("end", await reading.EventAsync());
        }

        var late = await nodes.StartAsync();
        await using var back = await late.ReturnAsync("a", place);
    }

    [Fact]
    public async Task Clients_get_a_reset_when_a_primary_lost_events_as_a_replica()
    {
        await using var other = new RedisServer(
            "--save", "", "--repl-diskless-sync-delay", "0", "--replicaof", "127.0.0.1", $"{_redis.Port}");
        await other.StartAsync();
        await other.SaysAsync("MASTER <-> REPLICA sync: Finished with success");
        string place;
        await using (var early = Nodes())
        {
            var app = await early.StartAsync();
            await using var reading = await app.JoinAsync("a");
            await SendAsync(app, reading, 5);
            await _redis.ReplicatedToAsync(other);

            // The other server does not receive these.
            await TellAsync(other, "REPLICAOF", "NO", "ONE");
            place = await SendAsync(app, reading, 10);
        }

        await TellAsync(_redis, "REPLICAOF", "127.0.0.1", $"{other.Port}");
        await _redis.SaysAsync("MASTER <-> REPLICA sync: Finished with success");
        await TellAsync(_redis, "REPLICAOF", "NO", "ONE");
        await ReturnsToResetAsync(place);
    }

    [Fact]
    public async Task Clients_get_a_reset_when_entries_are_removed_from_the_middle_of_the_log()
    {
        string place;
        await using var nodes = Nodes();
        var early = await nodes.StartAsync();
        await using (var reading = await early.JoinAsync("a"))
        {
            place = await SendAsync(early, reading, 1);
            await SendAsync(early, reading, 9);
        }

        using (var connection = await nodes.ConnectAsync())
        {
            var (database, key) = (connection.GetDatabase(), $"{_application}:{{{Support.Nodes.Stream}}}:events");
            var entries = await database.StreamRangeAsync(key);
            await database.StreamDeleteAsync(key, [.. entries[3..6].Select(entry => entry.Id)]);
        }

        var late = await nodes.StartAsync();
        await using var back = await late.ReturnAsync("a", place);
        Assert.Equal("message:welcome to a", await back.EventAsync());
        await Support.Nodes.SendAsync(early, "a", "live");
        Assert.Equal("message:live", await back.EventAsync());
        Assert.Contains(
            late.Logs.Entries,
            entry => entry.Text.Contains("no longer holds events that this server has not read", StringComparison.Ordinal));
    }

    /// <summary>Kills Redis and starts it with its last snapshot, or once without data.</summary>
    private async Task RestartAsync(bool hasData = true)
    {
        await _redis.KillAsync();
        var snapshot = Path.Combine(_redis.Folder, "dump.rdb");
        if (!hasData)
        {
            File.Move(snapshot, snapshot + ".kept");
        }

        await _redis.StartAsync();
        if (!hasData)
        {
            File.Move(snapshot + ".kept", snapshot);
        }
    }

    private Nodes Nodes() => new(_redis) { ApplicationName = _application };

    private async Task SaveAsync()
    {
        using var connection = await ConnectionMultiplexer.ConnectAsync($"{_redis.Configuration},allowAdmin=true");
        await connection.GetServers()[0].ExecuteAsync("SAVE");
    }

    private static async Task TellAsync(RedisServer redis, string command, params object[] arguments)
    {
        using var connection = await ConnectionMultiplexer.ConnectAsync($"{redis.Configuration},allowAdmin=true");
        await connection.GetServers()[0].ExecuteAsync(command, arguments);
    }

    /// <summary>Sends a number of events and returns the id of the last.</summary>
    private static async Task<string> SendAsync(TestApp app, StreamReading reading, int count)
    {
        for (var i = 0; i < count; i++)
        {
            await Support.Nodes.SendAsync(app, "a", "seen");
            Assert.Equal("message:seen", await reading.EventAsync());
        }

        return reading.LastEventId;
    }

    /// <summary>Sends more events than were lost, and connects a client to a server that does not know of the loss.</summary>
    private async Task ReturnsToResetAsync(string place)
    {
        await using var nodes = Nodes();
        var app = await nodes.StartAsync();
        for (var i = 0; i < 15; i++)
        {
            await Support.Nodes.SendAsync(app, "a", "another in its place");
        }

        await using var back = await app.ReturnAsync("a", place);
    }
}
