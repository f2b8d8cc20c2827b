using System.Diagnostics;
using Sisk.Sse.Redis.Node;
using Sisk.Sse.Redis.Tests.Support;
using Sisk.Sse.Tests.Support;

namespace Sisk.Sse.Redis.Tests.Peers;

/// <summary>Presence on servers that share a Redis.</summary>
public sealed class PresenceTests(RedisServer redis) : IAsyncDisposable
{
    private static readonly TimeSpan _serverTimeout = TimeSpan.FromSeconds(2);

    private readonly Nodes _nodes = new(redis);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => _nodes.DisposeAsync();

    [Fact]
    public async Task The_first_list_of_a_server_has_the_clients_of_all_servers()
    {
        var (one, two, three) = (await StartAsync(), await StartAsync(), await StartAsync());
        await using var ann = await JoinAsync(one, "lobby", "ann");
        await using var annAgain = await JoinAsync(two, "lobby", "ann");
        await using var bob = await JoinAsync(two, "lobby", "bob");
        await using var elsewhere = await JoinAsync(two, "attic", "cid");

        foreach (var server in new[] { three, two, one })
        {
            Assert.Equal(["ann", "bob"], await News(server).ListLatestAsync("lobby", Cancellation));
        }

        Assert.Equal([("attic", "cid"), ("lobby", "ann"), ("lobby", "bob")], await News(three).ListLatestAsync(Cancellation));
    }

    [Fact]
    public async Task Joins_and_leaves_are_raised_on_all_servers_and_a_move_to_another_server_is_none()
    {
        var (one, two) = (await StartAsync(), await StartAsync());
        var told = new PresenceLog();
        News(one).LatestPresenceChanged += told.Add;
        await News(one).ListLatestAsync(Cancellation);

        var first = await JoinAsync(one, "lobby", "ann");
        await told.ReachesAsync("+ann");
        await first.DisposeAsync();
        var second = await JoinAsync(two, "lobby", "ann");
        await using var bob = await JoinAsync(two, "lobby", "bob");
        await told.ReachesAsync("+bob");
        await second.DisposeAsync();
        await told.ReachesAsync("-ann");

        Assert.Equal(["+ann", "+bob", "-ann"], told.All);
    }

    [Fact]
    public async Task A_server_that_starts_later_knows_everyone_and_is_known()
    {
        var one = await StartAsync();
        await using var ann = await JoinAsync(one, "lobby", "ann");
        await News(one).ListLatestAsync(Cancellation);

        var later = await StartAsync();
        await using var bob = await JoinAsync(later, "lobby", "bob");

        Assert.Equal(["ann", "bob"], await News(later).ListLatestAsync("lobby", Cancellation));
        await ListBecomesAsync(one, ["ann", "bob"]);
    }

    [Fact]
    public async Task Clients_of_a_stopped_server_stay_until_they_had_time_to_reconnect()
    {
        var (one, two) = (await StartAsync(), await StartAsync(delay: TimeSpan.FromMinutes(1)));
        await using var bob = await JoinAsync(two, "lobby", "bob");
        await News(one).ListLatestAsync(Cancellation);

        await two.Application.StopAsync(Cancellation);

        // The delay of the server that lists counts, which is a second.
        await ListBecomesAsync(one, []);
    }

    [Fact]
    public async Task Clients_of_a_killed_server_are_gone_within_the_timeout()
    {
        var here = await StartAsync();
        var board = here.Get<BoardEventsBroadcaster>();
        await using var node = new NodeProcess(redis.Configuration, _nodes.ApplicationName);
        await node.StartAsync();
        using var http = new HttpClient { BaseAddress = node.Address };
        await using var reading = await StreamReading.OpenAsync(http, "/board/cellar");
        await reading.EventAsync();
        await Eventually.BecomesAsync(
            "cellar", async () => string.Join(", ", await board.ListRoomAsync(Cancellation)), static rooms => rooms == "cellar");

        var killed = Stopwatch.StartNew();
        await node.KillAsync();
        await Eventually.BecomesAsync("nobody", async () => (await board.ListRoomAsync(Cancellation)).Count, static count => count == 0);

        Assert.InRange(killed.Elapsed, TimeSpan.Zero, _serverTimeout + TimeSpan.FromSeconds(1));
    }

    [Fact]
    public async Task A_server_that_was_cut_off_from_Redis_heals()
    {
        await using var proxy = new RedisProxy(redis);
        await using var cutOff = new Nodes(proxy.Configuration) { ApplicationName = _nodes.ApplicationName };
        var (one, two) = (await StartAsync(), await StartAsync(nodes: cutOff));
        await using var ann = await JoinAsync(one, "lobby", "ann");
        await using var bob = await JoinAsync(two, "lobby", "bob");
        await ListBecomesAsync(one, ["ann", "bob"]);
        await ListBecomesAsync(two, ["ann", "bob"]);

        proxy.Darken();
        await ListBecomesAsync(one, ["ann"]);
        await using var cid = await JoinAsync(one, "lobby", "cid");
        proxy.Lighten();

        await ListBecomesAsync(one, ["ann", "bob", "cid"]);
        await ListBecomesAsync(two, ["ann", "bob", "cid"]);
    }

    [Fact]
    public async Task Presence_heals_after_Redis_has_lost_its_data()
    {
        await using var lossy = new RedisServer();
        await lossy.StartAsync();
        await using var nodes = new Nodes(lossy);
        var (one, two) = (await StartAsync(nodes: nodes), await StartAsync(nodes: nodes));
        await using var ann = await JoinAsync(one, "lobby", "ann");
        await ListBecomesAsync(two, ["ann"]);

        using var connection = await nodes.ConnectAsync();
        await connection.GetServers()[0].FlushAllDatabasesAsync();
        await using var bob = await two.OpenAsync("/news/latest/lobby/bob?first=open");

        await ListBecomesAsync(one, ["ann", "bob"]);
        await ListBecomesAsync(two, ["ann", "bob"]);
    }

    [Fact]
    public async Task Nothing_is_exchanged_for_a_stream_that_nobody_asks_for()
    {
        var (one, two) = (await StartAsync(), await StartAsync());
        await using var ann = await JoinAsync(one, "lobby", "ann");
        await News(two).ListAllAsync(Cancellation);
        await Nodes.SettleAsync(one);

        using var connection = await _nodes.ConnectAsync();
        var messages = await connection.GetDatabase().StreamRangeAsync($"{_nodes.ApplicationName}:{{connections}}:events");
        var text = string.Join('\n', messages.SelectMany(static entry => entry.Values.Select(static value => value.Value.ToString())));

        Assert.Contains("NewsEvents.All", text, StringComparison.Ordinal);
        Assert.DoesNotContain("NewsEvents.Latest", text, StringComparison.Ordinal);
        Assert.DoesNotContain("ann", text, StringComparison.Ordinal);
    }

    private Task<TestApp> StartAsync(Nodes? nodes = null, TimeSpan? delay = null) => (nodes ?? _nodes).StartAsync(
        static options => options.ServerTimeout = _serverTimeout, streams => streams.PresenceDelay = delay ?? TimeSpan.FromSeconds(1));

    private static NewsEventsBroadcaster News(TestApp server) => server.Get<NewsEventsBroadcaster>();

    private static async Task<StreamReading> JoinAsync(TestApp server, string room, string user)
    {
        var reading = await server.OpenAsync($"/news/latest/{room}/{user}?first=open");
        await reading.NextAsync();
        return reading;
    }

    private static Task ListBecomesAsync(TestApp server, string[] users) => Eventually.BecomesAsync(
        string.Join(", ", users),
        async () => string.Join(", ", await News(server).ListLatestAsync("lobby", Cancellation)),
        list => list == string.Join(", ", users));
}
