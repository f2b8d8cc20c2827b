using System.Globalization;
using Sisk.Sse.Redis.Node;
using Sisk.Sse.Redis.Tests.Support;
using Sisk.Sse.Tests.Support;
using StackExchange.Redis;

namespace Sisk.Sse.Redis.Tests.Log;

/// <summary>Several servers on one log.</summary>
public sealed class ManyNodesTests(RedisServer redis) : IAsyncDisposable
{
    private const int Many = 1000;

    private readonly Nodes _nodes = new(redis);

    public ValueTask DisposeAsync() => _nodes.DisposeAsync();

    [Fact]
    public async Task A_broadcast_on_one_server_reaches_the_clients_of_all_in_one_order()
    {
        TestApp[] apps = [await _nodes.StartAsync(), await _nodes.StartAsync(), await _nodes.StartAsync()];
        var readings = await Task.WhenAll(apps.Select(app => app.JoinAsync("a")));

        await Task.WhenAll(apps.Select((app, number) => Task.Run(async () =>
        {
            for (var i = 0; i < Many; i++)
            {
                await Nodes.SendAsync(app, "a", $"{number} {i}");
            }
        })));

        var seen = await Task.WhenAll(readings.Select(reading => reading.TakeAsync(3 * Many)));
        Assert.Equal(3 * Many, seen[0].Distinct().Count());
        Assert.All(seen, order => Assert.Equal(seen[0], order));
    }

    [Fact]
    public async Task A_client_resumes_on_another_server_and_after_all_were_restarted()
    {
        string place;
        await using (var early = new Nodes(redis) { ApplicationName = _nodes.ApplicationName })
        {
            var one = await early.StartAsync();
            var two = await early.StartAsync();
            await using var reading = await one.JoinAsync("a");
            await Nodes.SendAsync(two, "a", "seen");
            Assert.Equal("message:seen", await reading.EventAsync());
            place = reading.LastEventId;
            await Nodes.SendAsync(one, "a", "missed");
            await using var elsewhere = await two.OpenAsync("/board/a", place);
            Assert.Equal("message:missed", await elsewhere.EventAsync());
        }

        var restarted = await _nodes.StartAsync();
        await using var back = await restarted.OpenAsync("/board/a", place);
        await Nodes.SendAsync(restarted, "a", "live");

        Assert.Equal(["missed", "live"], await back.TakeAsync(2));
    }

    [Fact]
    public async Task Who_is_new_to_a_restarted_server_gets_nothing_of_before()
    {
        await using (var early = new Nodes(redis) { ApplicationName = _nodes.ApplicationName })
        {
            await Nodes.SendAsync(await early.StartAsync(), "a", "long ago");
        }

        var app = await _nodes.StartAsync();
        await using var reading = await app.JoinAsync("a");
        await Nodes.SendAsync(app, "a", "live");

        Assert.Equal("message:live", await reading.EventAsync());
    }

    [Fact]
    public async Task A_batch_that_is_sent_again_is_in_the_log_once()
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
    public async Task Of_a_server_that_has_long_been_gone_the_log_keeps_nothing()
    {
        using var connection = await _nodes.ConnectAsync();
        var database = connection.GetDatabase();
        await AppendAsync(database, 1, "a");
        await database.HashSetAsync(ScriptKeys[0], [new HashEntry("producer:gone", "7 1 epochepoch 1700000000000"), new HashEntry("kept", 0)]);

        await AppendAsync(database, 2, "b");

        var fields = await database.HashKeysAsync(ScriptKeys[0]);
        Assert.Equal("producer:p", Assert.Single(fields, field => field.StartsWith("producer:")));
        Assert.Equal(2, await AppendAsync(database, 2, "b"));
    }

    [Theory]
    [InlineData(1, false)]
    [InlineData(60, true)]
    public async Task A_batch_is_remembered_for_longer_than_it_may_be_retried(int maxWaitMinutes, bool isRemembered)
    {
        var app = await _nodes.StartAsync(options => options.MaxWait = TimeSpan.FromMinutes(maxWaitMinutes));
        await Nodes.SendAsync(app, "a", "one");
        using var connection = await _nodes.ConnectAsync();
        var (database, state) = (connection.GetDatabase(), $"{_nodes.ApplicationName}:{{{Nodes.Stream}}}:state");
        var elevenMinutesAgo = DateTimeOffset.UtcNow.AddMinutes(-11).ToUnixTimeMilliseconds();
        await database.HashSetAsync(state, [new HashEntry("producer:other", $"7 1 epochepoch {elevenMinutesAgo}"), new HashEntry("kept", 0)]);

        await Nodes.SendAsync(app, "a", "two");

        Assert.Equal(isRemembered, await database.HashExistsAsync(state, "producer:other"));
    }

    [Fact]
    public async Task Events_whose_notification_is_lost_are_read()
    {
        var app = await _nodes.StartAsync(options => options.PollInterval = TimeSpan.FromMilliseconds(200));
        await using var reading = await app.JoinAsync("a");
        using var connection = await _nodes.ConnectAsync();
        var killed = await connection.GetServers()[0].ExecuteAsync("CLIENT", "KILL", "TYPE", "pubsub");

        await Nodes.SendAsync(app, "a", "unheard");

        Assert.True((int)killed > 0);
        Assert.Equal("message:unheard", await reading.EventAsync());
    }

    [Fact]
    public async Task A_connection_of_the_applications_own_is_used_whatever_it_puts_before_channels()
    {
        using var given = await ConnectionMultiplexer.ConnectAsync(redis.Configuration + ",channelPrefix=mine:");
        var app = await _nodes.StartAsync(options => (options.Connection, options.PollInterval) = (given, TimeSpan.FromHours(1)));
        await using var reading = await app.JoinAsync("a");

        await Nodes.SendAsync(app, "a", "notified");

        Assert.Equal("message:notified", await reading.EventAsync());
        await app.DisposeAsync();
        Assert.True(given.IsConnected);
    }

    [Fact]
    public async Task Keys_begin_with_the_applications_name_and_events_are_stored_once()
    {
        var one = await _nodes.StartAsync();
        var two = await _nodes.StartAsync();
        await using var reading = await two.JoinAsync("a");
        using var connection = await _nodes.ConnectAsync();
        for (var i = 0; i < 10; i++)
        {
            await Nodes.SendAsync(one, "a", $"{i}");
        }

        await reading.TakeAsync(10);

        var keys = connection.GetServers()[0].Keys(pattern: $"{_nodes.ApplicationName}:*").Select(key => (string)key!).ToArray();
        Assert.All(keys, key => Assert.Matches("^" + _nodes.ApplicationName + @":\{(connections|Sisk\.Sse\.Redis\.Tests/Sisk\.Sse\.Redis\.Node\.BoardEvents\.\w+)\}:", key));
        Assert.Equal(10, await connection.GetDatabase().StreamLengthAsync($"{_nodes.ApplicationName}:{{{Nodes.Stream}}}:events"));
    }

    [Fact]
    public async Task The_log_is_trimmed_to_the_history()
    {
        var app = await _nodes.StartAsync(streams: options => options.History.MaxEvents = 500);
        using var connection = await _nodes.ConnectAsync();
        await using var reading = await app.JoinAsync("a");
        for (var round = 0; round < 12; round++)
        {
            await Task.WhenAll(Enumerable.Range(0, 250).Select(i => Nodes.SendAsync(app, "a", i.ToString(CultureInfo.InvariantCulture)).AsTask()));
            await reading.TakeAsync(250);
        }

        // An entry is a batch and its id that of its last event. Redis trims whole nodes of a hundred entries or 4 kB, and events that are
        // on their way here are not counted yet.
        var entries = await connection.GetDatabase().StreamRangeAsync($"{_nodes.ApplicationName}:{{{Nodes.Stream}}}:events");
        Assert.InRange(12 * 250 - SequenceOf(entries[0]), 500 - 1, 1200);
        Assert.Equal(12 * 250, SequenceOf(entries[^1]));

        static int SequenceOf(StreamEntry entry) => int.Parse(entry.Id.ToString().Split('-')[0], CultureInfo.InvariantCulture);
    }

    [Fact]
    public async Task A_stream_without_history_keeps_none_for_clients_and_loses_none_on_the_way()
    {
        var one = await _nodes.StartAsync();
        var two = await _nodes.StartAsync();
        await using var follower = await two.OpenAsync("/board/forgetful");
        await one.Get<BoardEventsBroadcaster>().BroadcastForgetfulAsync("one", TestContext.Current.CancellationToken);
        Assert.Equal("message:one", await follower.EventAsync());
        var place = follower.LastEventId;
        await one.Get<BoardEventsBroadcaster>().BroadcastForgetfulAsync("two", TestContext.Current.CancellationToken);
        Assert.Equal("message:two", await follower.EventAsync());

        await using var behind = await two.OpenAsync("/board/forgetful", place);

        Assert.Equal("reset:", await behind.EventAsync());
    }

    [Fact]
    public async Task Each_run_of_Redis_begins_an_epoch_that_was_not_there_before()
    {
        var app = await _nodes.StartAsync();
        await using var reading = await app.JoinAsync("a");
        using var connection = await _nodes.ConnectAsync();
        var epochs = new List<string>();
        for (var run = 0; run < 4; run++)
        {
            // As if another process had written the log.
            await connection.GetDatabase().HashSetAsync($"{_nodes.ApplicationName}:{{{Nodes.Stream}}}:state", "writer", "another");
            await Nodes.SendAsync(app, "a", "on");
            await reading.EventAsync();
            epochs.Add(reading.LastEventId[..reading.LastEventId.IndexOf('-', StringComparison.Ordinal)]);
        }

        Assert.Equal(4, epochs.Distinct().Count());
    }

    private RedisKey[] ScriptKeys => [$"{_nodes.ApplicationName}:{{x}}:state", $"{_nodes.ApplicationName}:{{x}}:events"];

    /// <summary>What a server does whose batches have these numbers; gives the first event's sequence.</summary>
    private async Task<long> AppendAsync(IDatabase database, int batch, params string[] events) => (long)(await Redis.Log.LogScripts.Append.RunAsync(
        database,
        ScriptKeys,
        ["producer:p", batch, "epochepoch", "", 0, 0, 256, 60_000, 60_000, "nobody", 1000, events.Length, string.Join(',', events), "", 0]))[1];
}
