using Sisk.Sse.Redis.Tests.Support;
using StackExchange.Redis;

namespace Sisk.Sse.Redis.Tests.Log;

/// <summary>The script that appends batches to a log.</summary>
public sealed class AppendScriptTests(RedisServer redis) : IAsyncDisposable
{
    private readonly Nodes _nodes = new(redis);

    public ValueTask DisposeAsync() => _nodes.DisposeAsync();

    [Fact]
    public async Task A_retried_batch_is_appended_once()
    {
        using var connection = await _nodes.ConnectAsync();
        var database = connection.GetDatabase();

        var first = await AppendAsync(database, 1, "a", "b");
        var again = await AppendAsync(database, 1, "a", "b");
        var next = await AppendAsync(database, 2, "c");
        var late = await AppendAsync(database, 1, "a", "b");

        Assert.Equal([1, 1, 3, -1], [first, again, next, late]);
        var entries = await database.StreamRangeAsync(ScriptKeys[1]);
        Assert.Equal(["a,b", "c"], entries.Select(entry => (string)entry.Values[0].Value!));
        Assert.Equal(["2", "3"], entries.Select(entry => entry.Id.ToString().Split('-')[0]));
    }

    [Fact]
    public async Task The_log_forgets_servers_that_are_long_gone()
    {
        using var connection = await _nodes.ConnectAsync();
        var database = connection.GetDatabase();
        await AppendAsync(database, 1, "a");
        await database.HashSetAsync(
            ScriptKeys[0], [new HashEntry("producer:gone", "7 1 epochepoch 1700000000000"), new HashEntry("kept", 0)]);

        await AppendAsync(database, 2, "b");

        var fields = await database.HashKeysAsync(ScriptKeys[0]);
        Assert.Equal("producer:p", Assert.Single(fields, field => field.StartsWith("producer:")));
        Assert.Equal(2, await AppendAsync(database, 2, "b"));
    }

    [Theory]
    [InlineData(1, false)]
    [InlineData(60, true)]
    public async Task Redis_remembers_a_batch_for_longer_than_it_may_be_retried(int maxWaitMinutes, bool isRemembered)
    {
        var app = await _nodes.StartAsync(options => options.MaxWait = TimeSpan.FromMinutes(maxWaitMinutes));
        await Nodes.SendAsync(app, "a", "one");
        using var connection = await _nodes.ConnectAsync();
        var (database, state) = (connection.GetDatabase(), $"{_nodes.ApplicationName}:{{{Nodes.Stream}}}:state");
        var elevenMinutesAgo = DateTimeOffset.UtcNow.AddMinutes(-11).ToUnixTimeMilliseconds();
        await database.HashSetAsync(
            state, [new HashEntry("producer:other", $"7 1 epochepoch {elevenMinutesAgo}"), new HashEntry("kept", 0)]);

        await Nodes.SendAsync(app, "a", "two");

        Assert.Equal(isRemembered, await database.HashExistsAsync(state, "producer:other"));
    }

    [Fact]
    public async Task Each_run_of_Redis_begins_a_new_epoch()
    {
        var app = await _nodes.StartAsync();
        await using var reading = await app.JoinAsync("a");
        using var connection = await _nodes.ConnectAsync();
        var epochs = new List<string>();
        for (var run = 0; run < 4; run++)
        {
            // As if another Redis process had written the log.
            await connection.GetDatabase().HashSetAsync($"{_nodes.ApplicationName}:{{{Nodes.Stream}}}:state", "writer", "another");
            await Nodes.SendAsync(app, "a", "on");
            await reading.EventAsync();
            epochs.Add(reading.LastEventId[..reading.LastEventId.IndexOf('-', StringComparison.Ordinal)]);
        }

        Assert.Equal(4, epochs.Distinct().Count());
    }

    [Fact]
    public async Task A_log_that_has_lost_its_sequence_begins_a_new_epoch()
    {
        var app = await _nodes.StartAsync();
        await using var reading = await app.JoinAsync("a");
        await Nodes.SendAsync(app, "a", "one");
        Assert.Equal("message:one", await reading.EventAsync());
        using var connection = await _nodes.ConnectAsync();
        await connection.GetDatabase().HashDeleteAsync($"{_nodes.ApplicationName}:{{{Nodes.Stream}}}:state", "sequence");

        await Nodes.SendAsync(app, "a", "another in its place");

        Assert.Equal("end", await reading.EventAsync());
    }

    [Fact]
    public async Task An_acknowledged_event_of_an_unknown_epoch_begins_a_new_epoch_once()
    {
        using var connection = await _nodes.ConnectAsync();
        var database = connection.GetDatabase();
        await AppendAsync(database, 1, "a");

        // Another primary accepted the event of this epoch, and is no longer the primary.
        var lost = await AppendAsync(database, "one", "lostlost01", 5, "epochtwo02");
        var again = await AppendAsync(database, "two", "lostlost01", 5, "epochthree");
        var older = await AppendAsync(database, "three", "epochepoch", 1, "epochfour4");
        var nothing = await AppendAsync(database, "four", "emptyempty", 0, "epochfive5");

        Assert.Equal(["epochtwo02", "epochtwo02", "epochtwo02", "epochtwo02"], [lost, again, older, nothing]);
        Assert.Equal("epochtwo02:1", await database.HashGetAsync(ScriptKeys[0], "epochs"));
        Assert.Equal(5, await database.HashGetAsync(ScriptKeys[0], "sequence"));
    }

    private RedisKey[] ScriptKeys => [$"{_nodes.ApplicationName}:{{x}}:state", $"{_nodes.ApplicationName}:{{x}}:events"];

    /// <summary>Appends an event of a server whose last event was acknowledged at a place, and returns its epoch.</summary>
    private async Task<string> AppendAsync(IDatabase database, string producer, string epoch, long sequence, string newEpoch) =>
        (string)(await Redis.Log.LogScripts.Append.RunAsync(
            database,
            ScriptKeys,
            [$"producer:{producer}", 1, newEpoch, "", 0, 0, 256, 60_000, 60_000, "nobody", 1000, 1, "x", epoch, sequence]))[0]!;

    /// <summary>Appends a batch and returns the sequence of its first event.</summary>
    private async Task<long> AppendAsync(IDatabase database, int batch, params string[] events) =>
        (long)(await Redis.Log.LogScripts.Append.RunAsync(
        database,
        ScriptKeys,
        ["producer:p", batch, "epochepoch", "", 0, 0, 256, 60_000, 60_000, "nobody", 1000, events.Length, string.Join(',', events), "", 0]))[1];
}
