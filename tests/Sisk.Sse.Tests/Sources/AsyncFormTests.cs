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
    public async Task WaitForFailAsync_returns_when_its_token_is_cancelled_and_the_source_stays_open()
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
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => app.Sources.CloseAsync("a", (CloseMode)7, TestContext.Current.CancellationToken));

        Assert.True(source.IsActive);
    }
}
