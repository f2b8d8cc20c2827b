using System.Net;
using Sisk.Sse.Redis.Tests.Support;
using Sisk.Sse.Tests.Support;

namespace Sisk.Sse.Redis.Tests.Runs;

/// <summary>Answers that are resumed and stopped on another server than the one that produces them.</summary>
public abstract class SharedRunTests : IAsyncDisposable
{
    /// <summary>Starts one more server of the application in this process.</summary>
    internal abstract Task<TestApp> StartAsync(Action<EventStreamOptions>? options = null);

    /// <summary>Returns a server of the application in a process of its own, which has not been started.</summary>
    internal abstract NodeProcess CreateNode();

    public virtual ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }

    [Theory]
    [InlineData("/answers/60/5")]
    [InlineData("/answers/2000/0")]
    public async Task Answer_continues_on_another_server_without_a_gap_or_repeat(string path)
    {
        var (one, two) = (await StartAsync(), await StartAsync());
        var count = int.Parse(path.Split('/')[2], System.Globalization.CultureInfo.InvariantCulture);
        var reading = await PostAsync(one.Client, path);
        var numbers = await reading.TakeAsync(3);
        await reading.DisposeAsync();

        await using var resumed = await two.OpenAsync(path, reading.LastEventId);
        var rest = await resumed.RestAsync();

        Assert.Equal(Enumerable.Range(1, count).Select(number => $"{number}"), numbers.Concat(rest.SkipLast(1).Select(item => item.Data)));
        Assert.Equal(("end", "sisk-sse-end"), (rest[^1].EventType, resumed.LastEventId));
        Assert.Empty(two.Get<EventStreamRuns>().List());
    }

    [Fact]
    public async Task Run_continues_past_its_window_while_a_client_of_another_server_follows_it()
    {
        var (one, two) = (await StartAsync(), await StartAsync());
        var reading = await PostAsync(one.Client, "/answers/brief/100/25");
        await reading.TakeAsync(1);
        await using var resumed = await two.OpenAsync("/answers/brief/100/25", reading.LastEventId);
        var numbers = await resumed.TakeAsync(1);

        // A busy machine may take longer than the window to let a client in, so the one before it leaves only now.
        await reading.DisposeAsync();
        numbers = [.. numbers, .. (await resumed.RestAsync()).Select(item => item.Data)];

        Assert.Equal(Enumerable.Range(2, 99).Select(number => $"{number}").Append(""), numbers);
    }

    [Fact]
    public async Task Producer_that_has_run_ahead_continues_for_a_client_of_another_server()
    {
        var one = await StartAsync(static options => options.Runs.MaxEvents = 400);
        var two = await StartAsync(static options => options.Runs.MaxEvents = 400);
        var reading = await PostAsync(one.Client, "/answers/500/1");
        await reading.TakeAsync(1);
        await reading.DisposeAsync();

        await using var resumed = await two.OpenAsync("/answers/500/1", reading.LastEventId);

        Assert.Equal(
            Enumerable.Range(2, 499).Select(number => $"{number}").Append(""), (await resumed.RestAsync()).Select(item => item.Data));
    }

    [Fact]
    public async Task Log_keeps_no_more_of_a_run_than_its_producer()
    {
        const int MaxBytes = 2000;
        var one = await StartAsync(static options => options.Runs.MaxBytes = MaxBytes);
        await using var reading = await PostAsync(one.Client, "/answers/300/5");
        await reading.TakeAsync(1);
        var run = reading.LastEventId.Split('-')[0];
        await reading.RestAsync();
        var store = (IRunStore)one.Get<IEventLog>();

        var page = await Eventually.BecomesAsync(
            "the end of the run to be written",
            async () => await store.ReadAsync(run, after: 0, maxEvents: 5000, TestContext.Current.CancellationToken),
            static page => page?.End is not null);

        Assert.Equal(300, page!.Last);
        Assert.InRange(page.Events.Sum(static bytes => bytes.Length), 0, MaxBytes);
    }

    [Fact]
    public async Task Client_that_is_further_back_than_the_bounds_of_a_run_gets_a_reset_on_another_server()
    {
        var (one, two) = (await StartAsync(static options => options.Runs.MaxBytes = 2), await StartAsync());
        await using var reading = await PostAsync(one.Client, "/answers/100/0");
        await reading.TakeAsync(1);
        var id = reading.LastEventId;
        await reading.RestAsync();

        await using var resumed = await two.OpenAsync("/answers/100/0", id);

        var rest = await resumed.RestAsync();
        Assert.Equal(("reset", "end"), (rest[0].EventType, rest[^1].EventType));
    }

    [Fact]
    public async Task Stop_on_one_server_ends_generation_on_another()
    {
        var (one, two) = (await StartAsync(), await StartAsync());
        await using var reading = await PostAsync(one.Client, "/answers/100000/5");
        await reading.TakeAsync(2);
        await using var follower = await two.OpenAsync("/answers/100000/5", reading.LastEventId);
        await follower.TakeAsync(1);
        using var request =
            new HttpRequestMessage(HttpMethod.Delete, "/answers/100000/5") { Headers = { { "Last-Event-ID", reading.LastEventId } } };

        using var answer = await two.Client.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode);
        Assert.Equal("stopped", (await reading.RestAsync())[^1].EventType);
        Assert.Equal("stopped", (await follower.RestAsync())[^1].EventType);
        Assert.False(Assert.Single(one.Get<EventStreamRuns>().List()).IsRunning);
    }

    [Fact]
    public async Task Run_is_found_on_its_path_alone_and_stopped_by_code_of_any_server()
    {
        var (one, two) = (await StartAsync(), await StartAsync());
        await using var reading = await PostAsync(one.Client, "/answers/100000/5");
        await reading.TakeAsync(1);

        await using var elsewhere = await two.OpenAsync("/answers/100000/6", reading.LastEventId);
        Assert.Equal(HttpStatusCode.NotFound, elsewhere.Response.StatusCode);

        Assert.True(await two.Get<EventStreamRuns>().StopAsync(reading.LastEventId, TestContext.Current.CancellationToken));
        Assert.Equal("stopped", (await reading.RestAsync())[^1].EventType);
        Assert.False(await two.Get<EventStreamRuns>().StopAsync("0123456789abcdefghijklmnop-1", TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Clients_of_a_killed_producer_get_interrupted()
    {
        var two = await StartAsync();
        await using var node = CreateNode();
        await node.StartAsync();
        using var http = new HttpClient { BaseAddress = node.Address };
        var reading = await PostAsync(http, "/answers/100000/20");
        await reading.TakeAsync(2);
        await using var follower = await Signal.WithinAsync(FollowAsync(two, "/answers/100000/20", reading.LastEventId));
        await follower.TakeAsync(2);

        await node.KillAsync();

        Assert.Equal("interrupted", (await Signal.WithinAsync(follower.RestAsync()))[^1].EventType);
        await reading.DisposeAsync();
    }

    [Fact]
    public async Task Clients_on_other_servers_get_interrupted_at_once_when_the_producer_stops()
    {
        var (one, two) = (await StartAsync(), await StartAsync());
        var reading = await PostAsync(one.Client, "/answers/100000/5");
        await reading.TakeAsync(1);
        await using var follower = await two.OpenAsync("/answers/100000/5", reading.LastEventId);
        await follower.TakeAsync(1);
        await reading.DisposeAsync();

        await Signal.WithinAsync(one.Application.StopAsync(TestContext.Current.CancellationToken));

        Assert.Equal("interrupted", (await follower.RestAsync())[^1].EventType);
        await using var late = await two.OpenAsync("/answers/100000/5", reading.LastEventId);
        Assert.Equal("interrupted", (await late.RestAsync())[^1].EventType);
    }

    /// <summary>Follows a run of a process that has just started, whose first write may take longer than its clients wait for it.</summary>
    private static async Task<StreamReading> FollowAsync(TestApp app, string path, string lastEventId)
    {
        while (true)
        {
            var reading = await app.OpenAsync(path, lastEventId);
            if (reading.Response.StatusCode is not HttpStatusCode.NotFound)
            {
                return reading;
            }

            await reading.DisposeAsync();
        }
    }

    internal static Task<StreamReading> PostAsync(HttpClient client, string path) =>
        StreamReading.OpenAsync(client, new HttpRequestMessage(HttpMethod.Post, path));
}
