using System.Globalization;
using System.Text.Json;
using Sisk.Sse.Redis.Tests.Support;
using Sisk.Sse.Tests.Support;

namespace Sisk.Sse.Redis.Tests.Log;

/// <content>Kept events for clients without an id.</content>
public abstract partial class EventLogTests
{
    /// <summary>The number of events of a burst. The long form has 100,000.</summary>
    private static readonly int _burst =
        int.Parse(Environment.GetEnvironmentVariable("SISK_SSE_BURST_EVENTS") ?? "1500", CultureInfo.InvariantCulture);

    [Fact]
    public async Task A_newcomer_gets_the_latest_event_of_each_name_for_its_keys()
    {
        var app = await StartAsync();
        var news = app.Get<NewsEventsBroadcaster>();
        await news.BroadcastLatestHeadlineAsync("a", "ann", new("old"), TestContext.Current.CancellationToken);
        await news.BroadcastLatestWeatherToAllAsync(new("for all"), TestContext.Current.CancellationToken);
        await news.BroadcastLatestHeadlineAsync("a", new("of the room"), TestContext.Current.CancellationToken);
        await news.BroadcastLatestHeadlineAsync("a", "bob", new("of another user"), TestContext.Current.CancellationToken);
        await news.BroadcastLatestWeatherAsync("b", new("of another room"), TestContext.Current.CancellationToken);

        await using var reading = await app.OpenAsync("/news/latest/a/ann?first=first");
        Assert.Equal(["headline first", "weather for all", "headline of the room"], await NewsAsync(reading, 3));
        await news.BroadcastLatestHeadlineAsync("a", "ann", new("live"), TestContext.Current.CancellationToken);

        Assert.Equal(["headline live"], await NewsAsync(reading, 1));
    }

    [Fact]
    public async Task A_newcomer_gets_all_kept_events_for_its_keys()
    {
        var app = await StartAsync();
        var news = app.Get<NewsEventsBroadcaster>();
        await news.BroadcastAllHeadlineAsync("a", new("one"), TestContext.Current.CancellationToken);
        await news.BroadcastAllHeadlineAsync("b", new("of another room"), TestContext.Current.CancellationToken);
        await news.BroadcastAllHeadlineToAllAsync(new("two"), TestContext.Current.CancellationToken);

        await using var reading = await app.OpenAsync("/news/all/a?first=first");
        await news.BroadcastAllHeadlineAsync("a", new("live"), TestContext.Current.CancellationToken);

        Assert.Equal(["headline first", "headline one", "headline two", "headline live"], await NewsAsync(reading, 4));
    }

    [Theory]
    [InlineData("/news/latest/a/ann", "headline two")]
    [InlineData("/news/all/a", "headline one", "headline two")]
    public async Task An_unknown_id_gets_a_reset_and_what_a_newcomer_gets(string path, params string[] expected)
    {
        var app = await StartAsync();
        await BroadcastToBothAsync(app, "one");
        await BroadcastToBothAsync(app, "two");

        await using var reading = await app.OpenAsync(path + "?first=first", "unknown-1");

        Assert.Equal("reset:", await reading.EventAsync());
        Assert.Equal(["headline first", .. expected], await NewsAsync(reading, expected.Length + 1));
    }

    [Theory]
    [InlineData("/news/latest/a/ann")]
    [InlineData("/news/all/a")]
    public async Task A_newcomer_that_returns_gets_only_what_it_has_missed(string path)
    {
        var app = await StartAsync();
        await BroadcastToBothAsync(app, "seen");
        string place;
        await using (var reading = await app.OpenAsync(path))
        {
            Assert.Equal(["headline seen"], await NewsAsync(reading, 1));
            place = reading.LastEventId;
        }

        await BroadcastToBothAsync(app, "missed");
        await using var back = await app.OpenAsync(path, place);
        await BroadcastToBothAsync(app, "live");

        Assert.Equal(["headline missed", "headline live"], await NewsAsync(back, 2));
    }

    [Theory]
    [InlineData("/news/latest/a/ann", 2)]
    [InlineData("/news/all/a", int.MaxValue)]
    public async Task Newcomers_during_a_burst_get_kept_and_live_events_once_and_in_order(string path, int maxKept)
    {
        var app = await StartAsync();
        var begun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var broadcasting = Task.Run(async () =>
        {
            for (var i = 0; i < _burst; i++)
            {
                await BroadcastNumberAsync(app, path, i);
                if (i == _burst / 10)
                {
                    begun.SetResult();
                }
            }
        }, TestContext.Current.CancellationToken);
        await Signal.WithinAsync(begun.Task);
        var kept = new List<int>();

        var clients = Enumerable.Range(0, 8).Select(_ => Task.Run(async () =>
        {
            var previous = await ReadBurstAsync(app, path);
            lock (kept)
            {
                kept.Add(previous);
            }
        }));

        await Task.WhenAll(clients.Append(broadcasting));
        Assert.All(kept, first => Assert.InRange(
            first, maxKept is int.MaxValue ? 0 : (_burst / 10) - maxKept, maxKept is int.MaxValue ? 0 : _burst - 1));
    }

    /// <summary>Reads to the last number of the burst. Returns the first number.</summary>
    private static async Task<int> ReadBurstAsync(TestApp app, string path)
    {
        await using var reading = await app.OpenAsync(path);
        var (first, last) = (-1, -1);
        while (last < _burst - 1)
        {
            var number = int.Parse((await NewsAsync(reading, 1))[0].Split(' ')[1], CultureInfo.InvariantCulture);
            first = first < 0 ? number : first;
            Assert.Equal(last < 0 ? number : last + 1, number);
            last = number;
        }

        return first;
    }

    /// <summary>Broadcasts a number, under two names in turn. So the latest two events are the latest of each name.</summary>
    private static ValueTask BroadcastNumberAsync(TestApp app, string path, int number)
    {
        var news = app.Get<NewsEventsBroadcaster>();
        var (text, cancellation) = (number.ToString(CultureInfo.InvariantCulture), TestContext.Current.CancellationToken);
        return (path.StartsWith("/news/latest", StringComparison.Ordinal), number % 2 == 0) switch
        {
            (true, true) => news.BroadcastLatestHeadlineAsync("a", "ann", new(text), cancellation),
            (true, false) => news.BroadcastLatestWeatherAsync("a", new(text), cancellation),
            (false, true) => news.BroadcastAllHeadlineAsync("a", new(text), cancellation),
            (false, false) => news.BroadcastAllWeatherToAllAsync(new(text), cancellation),
        };
    }

    private static async Task BroadcastToBothAsync(TestApp app, string text)
    {
        var news = app.Get<NewsEventsBroadcaster>();
        await news.BroadcastLatestHeadlineAsync("a", "ann", new(text), TestContext.Current.CancellationToken);
        await news.BroadcastAllHeadlineAsync("a", new(text), TestContext.Current.CancellationToken);
    }

    /// <summary>Reads the next events as <c>name text</c>.</summary>
    private static async Task<List<string>> NewsAsync(StreamReading reading, int count)
    {
        var taken = new List<string>();
        while (taken.Count < count && await reading.NextAsync() is { } item)
        {
            using var data = JsonDocument.Parse(item.Data);
            taken.Add($"{item.EventType} {data.RootElement.GetProperty("text").GetString()}");
        }

        return taken;
    }
}
