using System.Diagnostics;
using Sisk.Sse.Log;
using Sisk.Sse.Redis.Node;
using Sisk.Sse.Redis.Tests.Support;
using Sisk.Sse.Tests.Support;

namespace Sisk.Sse.Redis.Tests.Log.Outages;

/// <summary>Broadcasts and clients while Redis is down.</summary>
public sealed class OutageTests : IAsyncLifetime
{
    private static readonly string _unreadable = $"The log of {Nodes.Stream} in Redis cannot be read";

    private readonly RedisServer _redis = new("--appendonly", "yes", "--appendfsync", "always", "--save", "");
    private readonly Nodes _nodes;

    public OutageTests() => _nodes = new Nodes(_redis);

    public async ValueTask InitializeAsync() => await _redis.StartAsync();

    public async ValueTask DisposeAsync()
    {
        await _nodes.DisposeAsync();
        await _redis.DisposeAsync();
    }

    [Fact]
    public async Task Broadcasts_wait_and_clients_stay_connected_while_Redis_restarts()
    {
        var app = await _nodes.StartAsync(options => options.MaxWait = TimeSpan.FromSeconds(30));
        await using var reading = await app.JoinAsync("a");
        await Nodes.SendAsync(app, "a", "before");
        Assert.Equal("message:before", await reading.EventAsync());
        await _redis.KillAsync();

        var waiting = Nodes.SendAsync(app, "a", "during").AsTask();
        Assert.False(waiting.IsCompleted);
        await _redis.StartAsync();

        await Signal.WithinAsync(waiting);
        await Nodes.SendAsync(app, "a", "after");
        Assert.Equal(["during", "after"], await reading.TakeAsync(2));
    }

    [Fact]
    public async Task A_broadcast_fails_after_MaxWait_with_the_reason()
    {
        var app = await _nodes.StartAsync(options => options.MaxWait = TimeSpan.FromSeconds(1));
        await Nodes.SendAsync(app, "a", "before");
        await _redis.KillAsync();

        var failure = await Assert.ThrowsAsync<EventLogUnavailableException>(async () => await Nodes.SendAsync(app, "a", "during"));

        Assert.NotNull(failure.InnerException);
        Assert.Contains($":{_redis.Port}", failure.Message, StringComparison.Ordinal);
        Assert.Contains(
            app.Logs.Entries,
            entry => entry.Level == LogLevel.Error && entry.Text.Contains("could not be appended to the log", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Health_of_the_log_follows_its_policy_while_Redis_is_down()
    {
        var waiting = await _nodes.StartAsync(options => options.MaxWait = TimeSpan.FromHours(1));
        var failing = await _nodes.StartAsync(options => options.WhenUnavailable = EventLogOutage.Fail);
        await Nodes.SendAsync(waiting, "a", "before");
        await Nodes.SendAsync(failing, "a", "before");
        Assert.Equal(EventLogState.Reachable, waiting.Get<ITopicLog>().GetState().State);
        await _redis.KillAsync();

        await waiting.Logs.FirstAsync(static entry => entry.Text.StartsWith(_unreadable, StringComparison.Ordinal));
        await failing.Logs.FirstAsync(static entry => entry.Text.StartsWith(_unreadable, StringComparison.Ordinal));
        await BecomesAsync(waiting, EventLogState.Waiting);
        await BecomesAsync(failing, EventLogState.Failing);
        Assert.Contains("cannot be read", failing.Get<ITopicLog>().GetState().Reason, StringComparison.Ordinal);

        await _redis.StartAsync();
        await BecomesAsync(waiting, EventLogState.Reachable);
        await BecomesAsync(failing, EventLogState.Reachable);
    }

    [Fact]
    public async Task A_broadcast_fails_at_once_when_WhenUnavailable_is_Fail()
    {
        var app = await _nodes.StartAsync(options => options.WhenUnavailable = EventLogOutage.Fail);
        await using var reading = await app.JoinAsync("a");
        await _redis.KillAsync();

        await Assert.ThrowsAsync<EventLogUnavailableException>(async () => await Nodes.SendAsync(app, "a", "during"));
        await _redis.StartAsync();
        await app.Logs.FirstAsync(entry => entry.Text == $"The log of {Nodes.Stream} in Redis can be read again.");
        await Nodes.SendAsync(app, "a", "after");

        Assert.Equal("message:after", await reading.EventAsync());
    }

    [Fact]
    public async Task Broadcasts_above_MaxWaitingBroadcasts_fail_and_a_canceled_one_is_not_sent()
    {
        var app = await _nodes.StartAsync(options => (options.MaxWaitingBroadcasts, options.MaxWait) = (4, TimeSpan.FromSeconds(30)));
        await using var reading = await app.JoinAsync("a");
        await Nodes.SendAsync(app, "a", "first");
        await reading.EventAsync();
        await _redis.KillAsync();

        // One is in flight, and four wait behind it.
        using var cancellation = new CancellationTokenSource();
        var board = app.Get<BoardEventsBroadcaster>();
        List<Task> waiting = [Nodes.SendAsync(app, "a", "0").AsTask()];
        var canceled = board.BroadcastRoomAsync("a", "canceled", cancellation.Token).AsTask();
        waiting.AddRange(Enumerable.Range(1, 3).Select(i => Nodes.SendAsync(app, "a", $"{i}").AsTask()));
        var refused = await Assert.ThrowsAsync<EventLogUnavailableException>(async () => await Nodes.SendAsync(app, "a", "too many"));
        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Signal.WithinAsync(canceled));
        await _redis.StartAsync();

        await Signal.WithinAsync(Task.WhenAll(waiting));
        Assert.False(refused.MayBeAppended);
        Assert.Equal(["0", "1", "2", "3"], await reading.TakeAsync(4));
    }

    [Fact]
    public async Task Broadcasts_above_MaxWaitingBytes_fail_in_their_task()
    {
        var app = await _nodes.StartAsync(options => (options.MaxWaitingBytes, options.MaxWait) = (1000, TimeSpan.FromSeconds(30)));
        await using var reading = await app.JoinAsync("a");
        await _redis.KillAsync();

        // A single event of any size may wait.
        var waiting = Nodes.SendAsync(app, "a", new string('x', 2000)).AsTask();
        var tooMuch = Nodes.SendAsync(app, "a", "y");
        var refused = await Assert.ThrowsAsync<EventLogUnavailableException>(tooMuch.AsTask);
        await _redis.StartAsync();
        await Signal.WithinAsync(waiting);
        await Nodes.SendAsync(app, "a", "room again");

        Assert.Contains("MaxWaitingBytes", refused.Message);
        Assert.False(refused.MayBeAppended);
        Assert.Equal(
            ["x", "room again"],
            (await reading.TakeAsync(2)).Select(static text => text.Replace("xx", "", StringComparison.Ordinal).PadRight(1, 'x')));
    }

    [Fact]
    public async Task A_broadcast_reports_an_outage_in_its_task()
    {
        var app = await _nodes.StartAsync(options => options.WhenUnavailable = EventLogOutage.Fail);
        await using var reading = await app.JoinAsync("a");
        await _redis.KillAsync();
        await app.Logs.FirstAsync(
            entry => entry.Text.StartsWith($"The log of {Nodes.Stream} in Redis cannot be read", StringComparison.Ordinal));

        var failing = Nodes.SendAsync(app, "a", "during");

        await Assert.ThrowsAsync<EventLogUnavailableException>(failing.AsTask);
    }

    [Fact]
    public async Task A_client_is_sent_away_and_keeps_its_place_when_Redis_is_not_up_yet()
    {
        var early = await _nodes.StartAsync();
        string place;
        await using (var reading = await early.JoinAsync("a"))
        {
            await Nodes.SendAsync(early, "a", "seen");
            await reading.EventAsync();
            place = reading.LastEventId;
        }

        await Nodes.SendAsync(early, "a", "missed");
        await _redis.KillAsync();
        _nodes.Configuration.ConnectTimeout = 1000;
        var late = await _nodes.StartAsync();
        await using (var refused = await late.OpenAsync("/board/a", place))
        {
            Assert.Equal("end", await refused.EventAsync());
            Assert.Equal(place, refused.LastEventId is "" ? place : refused.LastEventId);
        }

        await _redis.StartAsync();
        using var client = new RoamingClient([late.Client.BaseAddress!], "/board/a", new Random(1)) { LastEventId = place };
        var numbers = client.ReadAsync(1);
        await Nodes.SendAsync(late, "a", "7");

        Assert.Equal([7], await numbers);
        Assert.Equal(0, client.Resets);
    }

    [Fact]
    public async Task Metrics_count_appended_waiting_and_failed_events()
    {
        var app = await _nodes.StartAsync(options => options.MaxWait = TimeSpan.FromSeconds(1));
        using var figures = new Figures(app);
        var started = Stopwatch.GetTimestamp();
        await using var reading = await app.JoinAsync("a");
        await Nodes.SendAsync(app, "a", "one");
        await reading.EventAsync();
        Assert.InRange(Assert.Single(figures.Of("append.duration")), 1e-6, Stopwatch.GetElapsedTime(started).TotalSeconds);
        Assert.Equal(0, figures.Now("waiting"));

        await _redis.KillAsync();
        var failing = Nodes.SendAsync(app, "a", "two").AsTask();
        Assert.Equal(1, figures.Now("waiting"));
        await Assert.ThrowsAsync<EventLogUnavailableException>(() => failing);

        Assert.Equal(1, figures.Sum("appended"));
        Assert.Equal(1, figures.Sum("received"));
        Assert.Equal(1, figures.Sum("append.failures"));
        Assert.True(figures.Sum("append.retries") > 0);
        Assert.Single(figures.Of("append.duration"));
        Assert.Equal(0, figures.Now("waiting"));
    }

    private static Task BecomesAsync(TestApp app, EventLogState state) => Eventually.BecomesAsync(
        "the state of the log", () => Task.FromResult(app.Get<ITopicLog>().GetState().State), actual => actual == state);
}
