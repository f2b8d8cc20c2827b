using Microsoft.Extensions.DependencyInjection;
using Sisk.Sse.Tests.Support;

namespace Sisk.Sse.Tests.Topics;

public abstract class ResumeTests(TestTransport transport)
{
    private const string Done = "done";

    public static TheoryData<string> UnknownIds =>
    [
        "0", "-", "-1", "abc", "aaaaaaaaaa-1", "aaaaaaaaaa-", "aaaaaaaaaa-zzzzzzzzzzzzzzzz", "999999999999999999999999", "é", "日本語", "<script>",
        "%00", "1; 2", new string('z', 4000),
    ];

    [Theory]
    [MemberData(nameof(UnknownIds))]
    public async Task Unknown_id_is_answered_with_one_reset_and_a_snapshot(string lastEventId)
    {
        await using var app = await transport.StartAsync();
        var feed = app.Get<FeedEventsBroadcaster>();
        await feed.BroadcastRoomAsync("a", "before", TestContext.Current.CancellationToken);

        await using var reading = await app.OpenAsync("/feed/rooms/a?lastEventId=" + Uri.EscapeDataString(lastEventId));
        await feed.BroadcastRoomAsync("a", Done, TestContext.Current.CancellationToken);

        Assert.Equal(["reset:", "message:snapshot of a", "message:done"], await UntilDoneAsync(reading));
    }

    [Fact]
    public async Task Id_from_before_a_restart_or_from_the_future_is_answered_with_reset()
    {
        await using var before = await transport.StartAsync();
        await using var old = await before.OpenAsync("/feed/rooms/a");
        await old.NextAsync();
        await using var app = await transport.StartAsync();
        await using var fresh = await app.OpenAsync("/feed/rooms/a");
        await fresh.NextAsync();
        var future = fresh.LastEventId[..^1] + "z";
        var endless = fresh.LastEventId.Insert(fresh.LastEventId.IndexOf('-', StringComparison.Ordinal) + 1, new string('0', 4000));

        await using var restarted = await app.OpenAsync("/feed/rooms/a", old.LastEventId);
        await using var early = await app.OpenAsync("/feed/rooms/a", future);
        await using var padded = await app.OpenAsync("/feed/rooms/a", endless);

        Assert.Equal("reset", (await restarted.NextAsync())?.EventType);
        Assert.Equal("reset", (await early.NextAsync())?.EventType);
        Assert.Equal("reset", (await padded.NextAsync())?.EventType);
    }

    [Fact]
    public async Task Client_can_resume_after_a_reset()
    {
        await using var app = await transport.StartAsync();
        var feed = app.Get<FeedEventsBroadcaster>();
        string lastEventId;
        await using (var reset = await app.OpenAsync("/feed/rooms/a", "unknown-1"))
        {
            await reset.NextAsync();
            await reset.NextAsync();
            lastEventId = reset.LastEventId;
        }

        await feed.BroadcastRoomAsync("a", "missed", TestContext.Current.CancellationToken);
        await feed.BroadcastRoomAsync("a", Done, TestContext.Current.CancellationToken);
        await using var back = await app.OpenAsync("/feed/rooms/a", lastEventId);

        Assert.Equal(["message:missed", "message:done"], await UntilDoneAsync(back));
    }

    [Fact]
    public async Task Replay_contains_only_the_events_of_the_key()
    {
        await using var app = await transport.StartAsync();
        var feed = app.Get<FeedEventsBroadcaster>();
        var start = await PlaceAsync(app, "/feed/rooms/a");
        foreach (var room in new[] { "a", "b", "ab", "a/b", "", "a" })
        {
            await feed.BroadcastRoomAsync(room, $"to '{room}'", TestContext.Current.CancellationToken);
        }

        await feed.BroadcastRoomToAllAsync(Done, TestContext.Current.CancellationToken);

        await using var reading = await app.OpenAsync("/feed/rooms/a", start);
        Assert.Equal(["message:to 'a'", "message:to 'a'", "message:done"], await UntilDoneAsync(reading));
    }

    [Fact]
    public async Task Last_event_id_header_overrides_the_query()
    {
        await using var app = await transport.StartAsync();
        var feed = app.Get<FeedEventsBroadcaster>();
        var first = await PlaceAsync(app, "/feed/rooms/a");
        await feed.BroadcastRoomAsync("a", "one", TestContext.Current.CancellationToken);
        string second;
        await using (var reading = await app.OpenAsync($"/feed/rooms/a?lastEventId={first}"))
        {
            Assert.Equal("one", await reading.NextDataAsync());
            second = reading.LastEventId;
        }

        await feed.BroadcastRoomAsync("a", Done, TestContext.Current.CancellationToken);
        await using var reconnected = await app.OpenAsync($"/feed/rooms/a?lastEventId={first}", second);

        Assert.Equal(["message:done"], await UntilDoneAsync(reconnected));
    }

    [Theory]
    [InlineData(3, long.MaxValue)]
    [InlineData(int.MaxValue, 140)]
    public async Task Resume_beyond_the_bounds_of_the_history_sends_reset(int maxEvents, long maxBytes)
    {
        // An event has 40 to 46 bytes, so three fit into 140.
        await using var app = await transport.StartAsync(options: options =>
        {
            options.History.MaxEvents = maxEvents;
            options.History.MaxBytes = maxBytes;
        });
        var feed = app.Get<FeedEventsBroadcaster>();
        List<string> places = [await PlaceAsync(app, "/feed/rooms/a")];
        await using var follower = await app.OpenAsync("/feed/rooms/a");
        await follower.NextAsync();
        foreach (var text in new[] { "event one is of some length", "event two is of some length", "event six is of some length", Done })
        {
            await feed.BroadcastRoomAsync("a", text, TestContext.Current.CancellationToken);
            await follower.NextAsync();
            places.Add(follower.LastEventId);
        }

        await using var tooOld = await app.OpenAsync("/feed/rooms/a", places[0]);
        await using var kept = await app.OpenAsync("/feed/rooms/a", places[1]);

        Assert.Equal("reset", (await tooOld.NextAsync())?.EventType);
        Assert.Equal(
            ["message:event two is of some length", "message:event six is of some length", "message:done"], await UntilDoneAsync(kept));
    }

    [Fact]
    public async Task Client_of_a_quiet_key_resumes_when_other_keys_were_busy()
    {
        await using var app = await transport.StartAsync(options: options => options.History.MaxEvents = 4);
        var feed = app.Get<FeedEventsBroadcaster>();
        var start = await PlaceAsync(app, "/feed/rooms/quiet");
        for (var i = 0; i < 100; i++)
        {
            await feed.BroadcastRoomAsync("busy", "chatter", TestContext.Current.CancellationToken);
        }

        string later;
        await using (var resumed = await app.OpenAsync("/feed/rooms/quiet", start))
        {
            await feed.BroadcastRoomAsync("quiet", Done, TestContext.Current.CancellationToken);
            Assert.Equal(["message:done"], await UntilDoneAsync(resumed));
            later = resumed.LastEventId;
        }

        await using var busy = await app.OpenAsync("/feed/rooms/busy", start);
        Assert.Equal("reset", (await busy.NextAsync())?.EventType);
        for (var i = 0; i < 4; i++)
        {
            await feed.BroadcastRoomAsync("busy", "chatter", TestContext.Current.CancellationToken);
        }

        await using var missed = await app.OpenAsync("/feed/rooms/quiet", start);
        Assert.Equal("reset", (await missed.NextAsync())?.EventType);
        await using var upToDate = await app.OpenAsync("/feed/rooms/quiet", later);
        await feed.BroadcastRoomToAllAsync(Done, TestContext.Current.CancellationToken);
        Assert.Equal(["message:done"], await UntilDoneAsync(upToDate));
    }

    [Fact]
    public async Task Resume_without_missed_events_advances_the_id()
    {
        await using var app = await transport.StartAsync(options: options => options.History.MaxEvents = 4);
        var feed = app.Get<FeedEventsBroadcaster>();
        var start = await PlaceAsync(app, "/feed/rooms/quiet");
        await feed.BroadcastRoomAsync("busy", "chatter", TestContext.Current.CancellationToken);
        using var raw = await RawClient.GetAsync(app.RawAddress, "/feed/rooms/quiet?lastEventId=" + start);

        await raw.ReadUntilAsync($"id: {start[..^1]}1\n\n");
    }

    [Fact]
    public async Task Resume_beyond_the_maximum_age_of_the_history_sends_reset()
    {
        var clock = new TestClock();
        await using var app = await transport.StartAsync(
            options: options => options.History.MaxAge = TimeSpan.FromMinutes(5), services: services => services.AddSingleton<TimeProvider>(clock));
        var feed = app.Get<FeedEventsBroadcaster>();
        var start = await PlaceAsync(app, "/feed/rooms/a");
        await feed.BroadcastRoomAsync("a", Done, TestContext.Current.CancellationToken);

        clock.Advance(TimeSpan.FromMinutes(5));
        await using (var inTime = await app.OpenAsync("/feed/rooms/a", start))
        {
            Assert.Equal(["message:done"], await UntilDoneAsync(inTime));
        }

        clock.Advance(TimeSpan.FromSeconds(1));
        await using var late = await app.OpenAsync("/feed/rooms/a", start);
        Assert.Equal("reset", (await late.NextAsync())?.EventType);
    }

    [Fact]
    public async Task Stream_without_history_sends_reset_only_to_clients_that_missed_events()
    {
        await using var app = await transport.StartAsync();
        var feed = app.Get<FeedEventsBroadcaster>();
        await using var follower = await app.OpenAsync("/feed/forgetful");
        await feed.BroadcastForgetfulAsync("one", TestContext.Current.CancellationToken);
        await follower.NextAsync();
        var one = follower.LastEventId;
        await using var current = await app.OpenAsync("/feed/forgetful", one);
        await feed.BroadcastForgetfulAsync("two", TestContext.Current.CancellationToken);
        await using var behind = await app.OpenAsync("/feed/forgetful", one);
        await feed.BroadcastForgetfulAsync(Done, TestContext.Current.CancellationToken);

        Assert.Equal(["message:two", "message:done"], await UntilDoneAsync(current));
        Assert.Equal(["reset:", "message:done"], await UntilDoneAsync(behind));
    }

    /// <summary>Returns the id that a new client gets.</summary>
    private static async Task<string> PlaceAsync(TestApp app, string path)
    {
        await using var reading = await app.OpenAsync(path);
        await Signal.WithinAsync(reading.NextAsync());
        return reading.LastEventId;
    }

    private static async Task<List<string>> UntilDoneAsync(StreamReading reading)
    {
        var seen = new List<string>();
        while (await Signal.WithinAsync(reading.NextAsync()) is { } item)
        {
            seen.Add($"{item.EventType}:{item.Data}");
            if (item.Data == Done)
            {
                return seen;
            }
        }

        Assert.Fail("The stream ended early: " + string.Join(", ", seen));
        return seen;
    }
}

public sealed class ResumeTestsOverSocket() : ResumeTests(TestTransport.Socket);

public sealed class ResumeTestsOverPipe() : ResumeTests(TestTransport.Pipe);

public sealed class ResumeTestsOverHttp2() : ResumeTests(TestTransport.Http2);
