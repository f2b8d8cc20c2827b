using Sisk.Sse.Log;
using Sisk.Sse.Redis.Tests.Support;
using Sisk.Sse.Tests.Support;

namespace Sisk.Sse.Redis.Tests.Peers;

/// <summary>Closing, replacing and counting connections of other servers.</summary>
public sealed class PeerTests(RedisServer redis) : IAsyncDisposable
{
    private readonly Nodes _nodes = new(redis);

    public ValueTask DisposeAsync() => _nodes.DisposeAsync();

    [Theory]
    [InlineData(CloseMode.Reconnect)]
    [InlineData(CloseMode.Permanent)]
    public async Task CloseAsync_reaches_the_server_that_has_the_connection(CloseMode mode)
    {
        var (one, two) = (await _nodes.StartAsync(), await _nodes.StartAsync());
        await using var reading = await UserAsync(two, "anna");
        await using var other = await UserAsync(two, "annabel");
        await Nodes.SettleAsync(two);

        await one.Sources.CloseAsync("users/anna", mode, TestContext.Current.CancellationToken);

        Assert.Equal("end", await reading.EventAsync());
        Assert.Equal(mode is CloseMode.Permanent, reading.LastEventId == StreamEventId.End);
        Assert.True(Assert.Single(two.Sources).IsActive);
    }

    [Fact]
    public async Task CloseByPrefixAsync_reaches_all_servers()
    {
        var (one, two) = (await _nodes.StartAsync(), await _nodes.StartAsync());
        await using var here = await UserAsync(one, "anna");
        await using var there = await UserAsync(two, "bert");
        await using var room = await two.JoinAsync("a");
        await Nodes.SettleAsync(two);

        await one.Sources.CloseByPrefixAsync("users", cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal("end", await here.EventAsync());
        Assert.Equal("end", await there.EventAsync());
        Assert.Single(two.Sources);
    }

    [Fact]
    public async Task Replace_ends_the_older_of_two_connections_on_different_servers()
    {
        var (one, two) = (await _nodes.StartAsync(), await _nodes.StartAsync());
        await Nodes.SettleAsync(one);
        await Nodes.SettleAsync(two);
        await using var older = await UserAsync(one, "anna");

        // A client is answered before its connection is announced. The next message of its server follows the announcement.
        await one.Sources.CloseAsync("nobody", cancellationToken: TestContext.Current.CancellationToken);
        await using var newer = await UserAsync(two, "anna");

        Assert.Equal("end", await older.EventAsync());
        Assert.Equal(StreamEventId.End, older.LastEventId);
        await Nodes.SettleAsync(two);
        Assert.True(two.Sources.GetByIdentifier("users/anna")!.IsActive);
    }

    [Fact]
    public async Task Reject_refuses_the_newer_of_two_connections_on_different_servers()
    {
        var (one, two) = (
            await _nodes.StartAsync(streams: options => options.DuplicateIdentifiers = DuplicateIdentifierPolicy.Reject),
            await _nodes.StartAsync(streams: options => options.DuplicateIdentifiers = DuplicateIdentifierPolicy.Reject));
        var older = await UserAsync(one, "anna");

        await using (var refused = await two.OpenAsync("/board/users/anna"))
        {
            Assert.Equal("end", await refused.EventAsync());
        }

        var gone = Signal.UnregisteredAsync(one.Sources, "users/anna");
        await older.DisposeAsync();
        await gone;
        await using var later = await UserAsync(two, "anna");
    }

    [Fact]
    public async Task Both_connections_stay_when_duplicates_are_allowed()
    {
        var (one, two) = (
            await _nodes.StartAsync(streams: options => options.DuplicateIdentifiers = DuplicateIdentifierPolicy.Allow),
            await _nodes.StartAsync(streams: options => options.DuplicateIdentifiers = DuplicateIdentifierPolicy.Allow));
        await using var here = await UserAsync(one, "anna");
        await using var there = await UserAsync(two, "anna");
        await Nodes.SettleAsync(one);

        Assert.True(Assert.Single(one.Sources).IsActive);
        Assert.True(Assert.Single(two.Sources).IsActive);
    }

    [Fact]
    public async Task CountByPrefixAsync_counts_across_servers_and_forgets_a_killed_one()
    {
        var app = await _nodes.StartAsync(
            options => (options.CountConnections, options.ServerTimeout) = (true, TimeSpan.FromSeconds(2)),
            routes: new Route(RouteMethod.Get, "/nameless", async request =>
            {
                await using var sse = request.GetEventSource("/nameless");
                await sse.KeepAliveAsync();
                return sse.Close();
            }));
        await using var node = new NodeProcess(redis.Configuration, _nodes.ApplicationName);
        await node.StartAsync();
        using var client = new HttpClient();
        await using var here = await app.JoinAsync("a");
        await using var other = await app.JoinAsync("b");
        await using var nameless = await app.OpenAsync("/nameless");
        await using var there = await client.GetStreamAsync(new Uri(node.Address, "/board/a"), TestContext.Current.CancellationToken);

        await CountBecomesAsync(app, "board/a", 2);
        await CountBecomesAsync(app, "board", 3);

        // An identifier with an empty first segment also counts once in the total.
        await CountBecomesAsync(app, "/", 1);
        await CountBecomesAsync(app, "", 4);
        await node.KillAsync();

        await CountBecomesAsync(app, "board/a", 1);
        await CountBecomesAsync(app, "board/b/", 1);
    }

    [Fact]
    public async Task A_dead_server_is_not_counted_when_the_clock_of_Redis_is_set_back()
    {
        var app = await _nodes.StartAsync(options => options.CountConnections = true);
        await using var here = await app.JoinAsync("a");
        using var connection = await _nodes.ConnectAsync();
        var (database, prefix) = (connection.GetDatabase(), $"{_nodes.ApplicationName}:{{connections}}:");
        await database.HashSetAsync(prefix + "counts:dead", "board/a", 5);
        await database.SortedSetAddAsync(prefix + "servers", "dead", DateTimeOffset.UtcNow.AddHours(1).ToUnixTimeMilliseconds());

        await CountBecomesAsync(app, "board/a", 1);
    }

    [Fact]
    public async Task A_blocked_handler_delays_no_other_close()
    {
        var (one, two) = (await _nodes.StartAsync(), await _nodes.StartAsync());
        using var release = new ManualResetEventSlim();
        two.Sources.OnEventSourceUnregistration += (_, source) =>
        {
            if (source.Identifier == "users/stuck")
            {
                release.Wait(Signal.Bound);
            }
        };
        await using var stuck = await UserAsync(two, "stuck");
        await using var other = await UserAsync(two, "other");
        await using var replaced = await UserAsync(two, "replaced");
        await Nodes.SettleAsync(two);

        await one.Sources.CloseAsync("users/stuck", cancellationToken: TestContext.Current.CancellationToken);
        await one.Sources.CloseAsync("users/other", cancellationToken: TestContext.Current.CancellationToken);
        await using var newer = await UserAsync(one, "replaced");

        Assert.Equal("end", await other.EventAsync());
        Assert.Equal("end", await replaced.EventAsync());
        release.Set();
    }

    [Fact]
    public async Task Reject_accepts_one_of_two_simultaneous_connections_on_different_servers()
    {
        var (one, two) = (await StartAsync(), await StartAsync());
        await Nodes.SettleAsync(one);
        await Nodes.SettleAsync(two);
        for (var round = 0; round < 30; round++)
        {
            var readings = await Task.WhenAll(
                Task.Run(() => one.OpenAsync($"/board/users/{round}"), TestContext.Current.CancellationToken),
                Task.Run(() => two.OpenAsync($"/board/users/{round}"), TestContext.Current.CancellationToken));
            var answers = await Task.WhenAll(readings.Select(reading => reading.EventAsync()));
            Assert.Equal(["end", $"message:hello {round}"], answers.Order());
            foreach (var reading in readings)
            {
                await reading.DisposeAsync();
            }
        }

        Task<TestApp> StartAsync() =>
            _nodes.StartAsync(streams: options => options.DuplicateIdentifiers = DuplicateIdentifierPolicy.Reject);
    }

    private static Task<StreamReading> UserAsync(TestApp app, string user) =>
        app.AnsweredAsync($"/board/users/{user}", $"message:hello {user}");

    /// <summary>Completes when the count has the given value.</summary>
    private static Task CountBecomesAsync(TestApp app, string prefix, long count) => Eventually.BecomesAsync(
        $"{count} connections of {prefix}",
        () => CountAsync(app, prefix),
        counted => counted == count);

    /// <summary>Returns the count; -1 if Redis takes longer than a call may, as on a busy machine.</summary>
    private static async Task<long> CountAsync(TestApp app, string prefix)
    {
        try
        {
            return await app.Sources.CountByPrefixAsync(prefix, TestContext.Current.CancellationToken);
        }
        catch (EventLogException)
        {
            return -1;
        }
    }
}
