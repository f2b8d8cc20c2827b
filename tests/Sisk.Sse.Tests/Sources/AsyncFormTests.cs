using Sisk.Sse.Tests.Support;

namespace Sisk.Sse.Tests.Sources;

/// <summary>The asynchronous forms of the imperative API, for handlers that await.</summary>
public sealed class AsyncFormTests
{
    [Fact]
    public async Task GetEventSourceAsync_opens_the_stream()
    {
        await using var app = await TestApp.StartAsync(TestApp.With(new Route(RouteMethod.Get, "/", async request =>
        {
            var sse = await request.GetEventSourceAsync();
            sse.Send("opened");
            return await sse.CloseAsync();
        })));
        await using var reading = await app.OpenAsync("/");

        Assert.Equal("opened", await Signal.WithinAsync(reading.NextDataAsync()));
    }

    [Fact]
    public async Task GetEventSourceAsync_reports_its_failure_in_the_task()
    {
        var failure = new TaskCompletionSource<Exception?>(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var app = await TestApp.StartAsync(TestApp.With(new Route(RouteMethod.Get, "/", async request =>
        {
            var sse = request.GetEventSource();
            var second = request.GetEventSourceAsync();
            await Task.WhenAny(second);
            failure.SetResult(second.Exception?.InnerException);
            return sse.Close();
        })));
        await using var reading = await app.OpenAsync("/");

        Assert.IsType<InvalidOperationException>(await Signal.WithinAsync(failure.Task));
    }

    [Fact]
    public async Task Methods_of_the_collection_report_a_missing_identifier_in_the_task()
    {
        await using var app = await TestApp.StartAsync(TestApp.With());
        Task[] tasks =
        [
            app.Sources.CloseAsync(null!, cancellationToken: TestContext.Current.CancellationToken),
            app.Sources.CloseByPrefixAsync(null!, cancellationToken: TestContext.Current.CancellationToken),
            app.Sources.CountByPrefixAsync(null!, TestContext.Current.CancellationToken).AsTask(),
        ];

        Assert.All(tasks, static task => Assert.IsType<ArgumentNullException>(task.Exception?.InnerException));
    }

    [Fact]
    public async Task WaitForFailAsync_returns_when_its_token_is_canceled_and_the_source_stays_open()
    {
        using var cancellation = new CancellationTokenSource();
        var waited = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var app = await TestApp.StartAsync(TestApp.With(new Route(RouteMethod.Get, "/", async request =>
        {
            var sse = request.GetEventSource("a");
            await sse.WaitForFailAsync(TimeSpan.FromHours(1), cancellation.Token);
            Assert.True(sse.IsActive);
            waited.SetResult();
            await sse.KeepAliveAsync();
            return sse.Close();
        })));
        await using var reading = await app.OpenAsync("/");

        await cancellation.CancelAsync();

        await Signal.WithinAsync(waited.Task);
        Assert.True(app.Sources.Single().Send("still open"));
        Assert.Equal("still open", await Signal.WithinAsync(reading.NextDataAsync()));
    }

    [Fact]
    public async Task Close_with_an_unknown_mode_is_refused_and_leaves_the_stream_open()
    {
        await using var app = await TestApp.StartAsync(TestApp.With(new Route(RouteMethod.Get, "/", async request =>
        {
            var sse = request.GetEventSource("a");
            await sse.KeepAliveAsync();
            return sse.Close();
        })));
        await using var reading = await app.OpenAsync("/");
        var source = app.Sources.Single();

        Assert.Throws<ArgumentOutOfRangeException>(() => source.Close((CloseMode)7));
        Assert.Throws<ArgumentOutOfRangeException>(() => app.Sources.CloseByPrefix("", (CloseMode)7));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => source.CloseAsync((CloseMode)7, TestContext.Current.CancellationToken));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(
            () => app.Sources.CloseAsync("a", (CloseMode)7, TestContext.Current.CancellationToken));

        Assert.True(source.IsActive);
    }

    [Fact]
    public async Task WaitForFailAsync_never_times_out_when_the_time_is_unlimited()
    {
        var began = new TaskCompletionSource<Task>(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var app = await TestApp.StartAsync(TestApp.With(new Route(RouteMethod.Get, "/", async request =>
        {
            var sse = request.GetEventSource("a");
            var waiting = sse.WaitForFailAsync(TimeSpan.MaxValue);
            began.SetResult(waiting);
            await waiting;
            return sse.Close();
        })));
        await using var reading = await app.OpenAsync("/");
        var waiting = await Signal.WithinAsync(began.Task);
        Assert.False(waiting.IsCompleted);

        app.Sources.DropAll();

        await Signal.WithinAsync(waiting);
    }

    [Fact]
    public async Task Canceled_token_makes_calls_throw_and_sends_nothing()
    {
        var canceled = new CancellationToken(canceled: true);
        await using var app = await TestApp.StartAsync();
        await using var reading = await app.OpenAsync("/feed/bare/a");
        var source = app.Sources.Single();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await app.Get<FeedEventsBroadcaster>()
            .BroadcastBareAsync("a", "not sent", canceled));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            async () => await source.SendAsync("not sent", cancellationToken: canceled));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => source.KeepAliveAsync(canceled));
        await source.WaitForFailAsync(canceled);
        source.Send("sent");

        Assert.Equal("sent", await Signal.WithinAsync(reading.NextDataAsync()));
    }
}
