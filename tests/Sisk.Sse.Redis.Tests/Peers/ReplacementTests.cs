using Sisk.Sse.Log;
using Sisk.Sse.Redis.Tests.Support;
using Sisk.Sse.Tests.Support;

namespace Sisk.Sse.Redis.Tests.Peers;

/// <summary>Connections with the same identifier on servers that are cut off from each other.</summary>
public sealed class ReplacementTests : IAsyncLifetime
{
    private const int Many = 20;

    private readonly RedisServer _redis = new("--appendonly", "yes", "--appendfsync", "always", "--save", "");
    private readonly string _application = "test-" + Guid.NewGuid().ToString("N");

    public async ValueTask InitializeAsync() => await _redis.StartAsync();

    public ValueTask DisposeAsync() => _redis.DisposeAsync();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_late_announcement_of_an_older_connection_does_not_close_the_newer_one(bool olderAreClosed)
    {
        await using var proxy = new RedisProxy(_redis);
        await using var here = Direct();
        await using var there = new Nodes(proxy.Configuration) { ApplicationName = _application };
        var (direct, cutOff) = (await here.StartAsync(), await there.StartAsync());
        await MeetAsync(direct);
        await MeetAsync(cutOff);

        proxy.Darken();
        var older = await OpenAsync(cutOff);
        if (olderAreClosed)
        {
            var gone = Task.WhenAll(Enumerable.Range(0, Many).Select(user => Signal.UnregisteredAsync(cutOff.Sources, $"users/{user}")));
            await CloseAsync(older);
            await gone;
        }

        await MoveAsync();
        var newer = await OpenAsync(direct);
        proxy.Lighten();
        if (!olderAreClosed)
        {
            Assert.All(await Task.WhenAll(older.Select(reading => reading.EventAsync())), text => Assert.Equal("end", text));
            Assert.All(older, reading => Assert.Equal(StreamEventId.End, reading.LastEventId));
        }

        // The next message of the server follows its announcements.
        await cutOff.Sources.CloseAsync("nobody", cancellationToken: TestContext.Current.CancellationToken);
        await Nodes.SettleAsync(direct);
        await direct.Sources.CloseAsync("users/0", cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal("end", await newer[0].EventAsync());
        Assert.Equal(Many - 1, direct.Sources.Count(source => source.IsActive));
        await CloseAsync(newer);
    }

    [Fact]
    public async Task A_server_that_missed_thousands_of_messages_still_closes_and_replaces_connections()
    {
        await using var proxy = new RedisProxy(_redis);
        await using var here = Direct();
        await using var there = new Nodes(proxy.Configuration) { ApplicationName = _application };
        var (direct, cutOff) = (await here.StartAsync(), await there.StartAsync());
        await using var closed = await UserAsync(cutOff, "closed");
        await using var replaced = await UserAsync(cutOff, "replaced");
        await Nodes.SettleAsync(cutOff);

        proxy.Darken();
        await direct.Sources.CloseAsync("users/closed", CloseMode.Permanent, TestContext.Current.CancellationToken);
        await using var newer = await UserAsync(direct, "replaced");
        await Task.WhenAll(Enumerable.Range(0, 3000).Select(i =>
            direct.Sources.CloseAsync($"nobody/{i}", cancellationToken: TestContext.Current.CancellationToken)));
        proxy.Lighten();

        Assert.Equal("end", await closed.EventAsync());
        Assert.Equal("end", await replaced.EventAsync());
        Assert.Equal([StreamEventId.End, StreamEventId.End], [closed.LastEventId, replaced.LastEventId]);
        Assert.True(Assert.Single(direct.Sources).IsActive);
    }

    [Fact]
    public async Task The_newer_of_two_connections_opened_during_an_outage_stays()
    {
        await using var nodes = Direct();
        var one = await nodes.StartAsync(options => options.MaxWait = TimeSpan.FromMilliseconds(100));
        var two = await nodes.StartAsync(options => options.MaxWait = TimeSpan.FromMilliseconds(100));
        await MeetAsync(one);
        await MeetAsync(two);
        await using var first = await UserAsync(one, "before");
        await Nodes.SettleAsync(one);
        await Nodes.SettleAsync(two);

        await _redis.KillAsync();
        await using var older = await UserAsync(one, "during");
        await MoveAsync();
        await using var newer = await UserAsync(two, "during");
        await using var second = await UserAsync(two, "before");
        await one.Logs.FirstAsync(static entry => entry.Text.Contains("'users/during' could not be announced", StringComparison.Ordinal));
        await _redis.StartAsync();

        Assert.Equal("end", await older.EventAsync());
        Assert.Equal("end", await first.EventAsync());
        Assert.Equal([StreamEventId.End, StreamEventId.End], [older.LastEventId, first.LastEventId]);
        Assert.Equal(2, two.Sources.Count(static source => source.IsActive));
    }

    [Fact]
    public async Task Connections_are_still_replaced_after_Redis_was_emptied()
    {
        await using var nodes = Direct();
        var (one, two) = (await StartAsync(), await StartAsync());
        await using var early = await UserAsync(one, "a");
        await Nodes.SettleAsync(one);
        using (var connection = await nodes.ConnectAsync())
        {
            await connection.GetServers()[0].FlushAllDatabasesAsync();
        }

        // The reset disconnects the client, which may return to either server.
        Assert.Equal("end", await early.EventAsync());
        await two.Logs.FirstAsync(
            static entry => entry.Text.StartsWith("The log of connections in Redis has lost events", StringComparison.Ordinal));
        await using var first = await UserAsync(one, "a");
        await Nodes.SettleAsync(one);
        await using var second = await UserAsync(two, "a");
        Assert.Equal("end", await first.EventAsync());
        await Nodes.SettleAsync(two);
        await using var third = await UserAsync(one, "a");
        Assert.Equal("end", await second.EventAsync());
        Assert.Equal([StreamEventId.End, StreamEventId.End], [first.LastEventId, second.LastEventId]);
        Assert.True(Assert.Single(one.Sources).IsActive);

        Task<TestApp> StartAsync() => nodes.StartAsync(options => options.PollInterval = TimeSpan.FromMilliseconds(100));
    }

    [Fact]
    public async Task Connections_are_announced_again_once_when_Redis_has_lost_the_log()
    {
        const int Count = 60;
        const int Closings = 10;
        var state = $"{_application}:{{connections}}:state";
        await using var proxy = new RedisProxy(_redis);
        await using var nodes = new Nodes(proxy.Configuration) { ApplicationName = _application };
        var app = await nodes.StartAsync();
        var readings = await Task.WhenAll(Enumerable.Range(0, Count).Select(user => UserAsync(app, $"{user}")));
        await Nodes.SettleAsync(app);

        // The server then reads its announcements late.
        proxy.DarkenSubscriptions();
        await _redis.AskAsync("DEL", state, $"{_application}:{{connections}}:events");
        await Eventually.BecomesAsync("the announcements", SequenceAsync, static sequence => sequence >= Count);
        for (var closing = 0; closing < Closings; closing++)
        {
            await app.Sources.CloseAsync("nobody", cancellationToken: TestContext.Current.CancellationToken);
        }

        await Nodes.SettleAsync(app);
        Assert.Equal(Count + Closings + 1, await SequenceAsync());
        await CloseAsync(readings);

        async Task<long> SequenceAsync() =>
            long.TryParse(await _redis.AskAsync("HGET", state, "sequence"), out var sequence) ? sequence : 0;
    }

    /// <summary>Makes the server read both logs, so that it can accept clients without Redis.</summary>
    private static async Task MeetAsync(TestApp app)
    {
        var gone = Signal.UnregisteredAsync(app.Sources, "users/nobody");
        await using (await UserAsync(app, "nobody"))
        {
            // Several answers make the estimate of the clock of Redis more precise.
            for (var read = 0; read < 5; read++)
            {
                await Nodes.SettleAsync(app);
            }
        }

        await gone;
    }

    /// <summary>Waits for longer than the uncertainty of opening times, a few milliseconds.</summary>
    private static Task MoveAsync() => Task.Delay(TimeSpan.FromMilliseconds(200), TestContext.Current.CancellationToken);

    private static Task<StreamReading> UserAsync(TestApp app, string user) =>
        app.AnsweredAsync($"/board/users/{user}", $"message:hello {user}");

    private static Task<StreamReading[]> OpenAsync(TestApp app) =>
        Task.WhenAll(Enumerable.Range(0, Many).Select(user => UserAsync(app, $"{user}")));

    private static async Task CloseAsync(IEnumerable<StreamReading> readings)
    {
        foreach (var reading in readings)
        {
            await reading.DisposeAsync();
        }
    }

    private Nodes Direct() => new(_redis) { ApplicationName = _application };
}
