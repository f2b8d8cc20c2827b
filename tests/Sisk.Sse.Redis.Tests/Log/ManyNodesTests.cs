using System.Globalization;
using Sisk.Sse.Redis.Node;
using Sisk.Sse.Redis.Tests.Support;
using Sisk.Sse.Tests.Support;
using StackExchange.Redis;

namespace Sisk.Sse.Redis.Tests.Log;

/// <summary>Several servers that share one log.</summary>
public sealed class ManyNodesTests(RedisServer redis) : IAsyncDisposable
{
    private const int Many = 1000;

    private readonly Nodes _nodes = new(redis);

    public ValueTask DisposeAsync() => _nodes.DisposeAsync();

    [Fact]
    public async Task Broadcasts_reach_the_clients_of_all_servers_in_one_order()
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
    public async Task A_client_resumes_on_another_server_and_after_all_servers_restarted()
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
    public async Task A_new_client_of_a_restarted_server_gets_no_old_events()
    {
        await using (var early = new Nodes(redis) { ApplicationName = _nodes.ApplicationName })
        {
            await Nodes.SendAsync(await early.StartAsync(), "a", "long ago");
            await MakeOlderAsync(TimeSpan.FromMinutes(1));
        }

        var app = await _nodes.StartAsync();
        await using var reading = await app.JoinAsync("a");
        await Nodes.SendAsync(app, "a", "live");

        Assert.Equal("message:live", await reading.EventAsync());
    }

    [Fact]
    public async Task Events_are_found_by_polling_when_their_notification_is_lost()
    {
        // It cuts the connections of all clients, so that no other test may use the server.
        await using var own = new RedisServer();
        await own.StartAsync();
        await using var nodes = new Nodes(own);
        var app = await nodes.StartAsync(options => options.PollInterval = TimeSpan.FromMilliseconds(200));
        await using var reading = await app.JoinAsync("a");
        using var connection = await nodes.ConnectAsync();
        var killed = await connection.GetServers()[0].ExecuteAsync("CLIENT", "KILL", "TYPE", "pubsub");

        await Nodes.SendAsync(app, "a", "unheard");

        Assert.True((int)killed > 0);
        Assert.Equal("message:unheard", await reading.EventAsync());
    }

    [Fact]
    public async Task An_existing_connection_works_with_its_channel_prefix()
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
    public async Task Keys_begin_with_the_application_name_and_events_are_stored_once()
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
        Assert.All(keys, key => Assert.Matches(
            "^" + _nodes.ApplicationName + @":\{(connections|Sisk\.Sse\.Redis\.Tests/Sisk\.Sse\.Redis\.Node\.BoardEvents\.\w+)\}:", key));
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
            await Task.WhenAll(Enumerable.Range(0, 250)
                .Select(i => Nodes.SendAsync(app, "a", i.ToString(CultureInfo.InvariantCulture)).AsTask()));
            await reading.TakeAsync(250);
        }

        // An entry is a batch, and its id is the sequence of its last event. Redis trims whole nodes of 100 entries or 4 kB. Events that
        // are still on their way to this server are not counted yet.
        var entries = await connection.GetDatabase().StreamRangeAsync($"{_nodes.ApplicationName}:{{{Nodes.Stream}}}:events");
        Assert.InRange(12 * 250 - SequenceOf(entries[0]), 500 - 1, 1200);
        Assert.Equal(12 * 250, SequenceOf(entries[^1]));

        static int SequenceOf(StreamEntry entry) => int.Parse(entry.Id.ToString().Split('-')[0], CultureInfo.InvariantCulture);
    }

    [Fact]
    public async Task A_stream_without_history_replays_nothing_but_delivers_everything()
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

    /// <summary>Moves the only entry of the log into the past.</summary>
    private async Task MakeOlderAsync(TimeSpan age)
    {
        using var connection = await _nodes.ConnectAsync();
        var (database, key) = (connection.GetDatabase(), $"{_nodes.ApplicationName}:{{{Nodes.Stream}}}:events");
        var entry = Assert.Single(await database.StreamRangeAsync(key));
        var id = entry.Id.ToString().Split('-');
        var older = long.Parse(id[1], CultureInfo.InvariantCulture) - (long)age.TotalMilliseconds;
        await database.KeyDeleteAsync(key);
        await database.StreamAddAsync(key, entry.Values, messageId: $"{id[0]}-{older}");
    }
}
