using System.Net;
using Sisk.Sse.Redis.Node;
using Sisk.Sse.Redis.Tests.Support;
using Sisk.Sse.Tests.Support;

namespace Sisk.Sse.Redis.Tests.Log;

/// <content>Streams that end permanently after a last event.</content>
public abstract partial class EventLogTests
{
    private const string End = "sisk-sse-end";

    [Fact]
    public async Task A_completed_stream_ends_permanently_after_its_last_event()
    {
        var app = await StartAsync();
        await using var a = await app.JoinAsync("a");
        await using var ab = await app.JoinAsync("ab");

        await Nodes.SendAsync(app, "a", "one");
        await CompleteAsync(app, "a", "last");
        await Nodes.SendAsync(app, "ab", "goes on");

        Assert.Equal(["one", "last"], (await a.RestAsync()).Select(item => item.Data));
        Assert.Equal(End, a.LastEventId);
        Assert.Equal("message:goes on", await ab.EventAsync());
        await using var back = await app.OpenAsync("/board/a", End);
        Assert.Equal(HttpStatusCode.NoContent, back.Response.StatusCode);
    }

    [Theory]
    [InlineData(null, "message:welcome to a", "message:last")]
    [InlineData("unknown-1", "reset:", "message:welcome to a", "message:last")]
    public async Task A_client_that_comes_after_the_last_event_gets_it_and_the_end(string? lastEventId, params string[] expected)
    {
        var app = await StartAsync();
        await Nodes.SendAsync(app, "a", "one");
        await CompleteAsync(app, "a", "last");
        await Nodes.SendAsync(app, "b", "of another room");

        await using var late = await app.OpenAsync("/board/a", lastEventId);

        Assert.Equal(expected, (await late.RestAsync()).Select(item => $"{item.EventType}:{item.Data}"));
        Assert.Equal(End, late.LastEventId);
    }

    [Fact]
    public async Task A_client_that_returns_after_the_last_event_gets_what_it_has_missed_and_the_end()
    {
        var app = await StartAsync();
        List<string> places = [];
        await using (var reading = await app.JoinAsync("a"))
        {
            places.Add(reading.LastEventId);
            await Nodes.SendAsync(app, "a", "one");
            await CompleteAsync(app, "a", "last");
            await reading.EventAsync();
            await reading.EventAsync();
            places.Add(reading.LastEventId);
        }

        await using var before = await app.OpenAsync("/board/a", places[0]);
        await using var after = await app.OpenAsync("/board/a", places[1]);

        Assert.Equal(["one", "last"], (await before.RestAsync()).Select(item => item.Data));
        Assert.Empty(await after.RestAsync());
        Assert.Equal(End, after.LastEventId);
    }

    [Fact]
    public async Task Completing_a_leading_key_ends_the_streams_below_it()
    {
        var app = await StartAsync();
        var news = app.Get<NewsEventsBroadcaster>();
        await using var ann = await app.OpenAsync("/news/latest/a/ann?first=open");
        await using var other = await app.OpenAsync("/news/latest/b/ann?first=open");
        await Task.WhenAll(ann.NextAsync(), other.NextAsync());

        await news.CompleteLatestAsync("a", new News.Weather("last"), TestContext.Current.CancellationToken);
        await news.BroadcastLatestHeadlineToAllAsync(new("later"), TestContext.Current.CancellationToken);
        await using var late = await app.OpenAsync("/news/latest/a/bob");

        Assert.Equal(["weather"], (await ann.RestAsync()).Select(item => item.EventType));
        Assert.Equal(["headline later"], await NewsAsync(other, 1));
        Assert.Equal(["weather"], (await late.RestAsync()).Select(item => item.EventType));
    }

    [Fact]
    public async Task A_newcomer_of_a_completed_stream_gets_kept_events_once_and_the_last_one_last()
    {
        var app = await StartAsync();
        var news = app.Get<NewsEventsBroadcaster>();
        foreach (var text in new[] { "one", "two" })
        {
            await news.BroadcastAllHeadlineAsync("a", new(text), TestContext.Current.CancellationToken);
            await news.BroadcastLatestHeadlineAsync("a", "ann", new(text), TestContext.Current.CancellationToken);
        }

        await news.CompleteAllAsync("a", new News.Weather("last"), TestContext.Current.CancellationToken);
        await news.CompleteLatestAsync("a", "ann", new News.Weather("last"), TestContext.Current.CancellationToken);
        await using var all = await app.OpenAsync("/news/all/a?first=first");
        await using var latest = await app.OpenAsync("/news/latest/a/ann?first=first");

        Assert.Equal(["headline first", "headline one", "headline two", "weather last"], await NewsAsync(all, 5));
        Assert.Equal(["headline first", "headline two", "weather last"], await NewsAsync(latest, 4));
    }

    [Fact]
    public async Task A_later_event_of_the_same_key_reopens_the_stream()
    {
        var app = await StartAsync();
        await CompleteAsync(app, "a", "last");
        await Nodes.SendAsync(app, "a", "again");

        await using var reading = await app.JoinAsync("a");
        await Nodes.SendAsync(app, "a", "live");

        Assert.Equal("message:live", await reading.EventAsync());
    }

    [Fact]
    public async Task A_subscription_within_the_process_ends_after_the_last_event()
    {
        var app = await StartAsync();
        var rooms = app.Get<BoardEventsBroadcaster>();
        var events = rooms.SubscribeRoomAsync("a", TestContext.Current.CancellationToken);
        await Nodes.SendAsync(app, "a", "one");
        await CompleteAsync(app, "a", "last");

        Assert.Equal(["one", "last"], await Signal.WithinAsync(AllAsync()));

        async Task<List<string>> AllAsync()
        {
            var all = new List<string>();
            await foreach (var text in events)
            {
                all.Add(text);
            }

            return all;
        }
    }

    [Fact]
    public async Task Clients_that_connect_while_a_stream_is_completed_get_the_last_event_once()
    {
        var app = await StartAsync();
        for (var round = 0; round < 20; round++)
        {
            var room = $"{round}";
            var clients = Enumerable.Range(0, 8).Select(_ => Task.Run(async () =>
            {
                await using var reading = await app.OpenAsync($"/board/{room}");
                return (await reading.RestAsync()).ConvertAll(item => item.Data);
            })).ToList();
            await CompleteAsync(app, room, "last");

            Assert.All(await Task.WhenAll(clients), data => Assert.Equal([$"welcome to {room}", "last"], data));
        }
    }

    private static ValueTask CompleteAsync(TestApp app, string room, string text) =>
        app.Get<BoardEventsBroadcaster>().CompleteRoomAsync(room, text, TestContext.Current.CancellationToken);
}
