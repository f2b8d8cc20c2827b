using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Sisk.Sse.CompilerServices;
using Sisk.Sse.Runs;
using Sisk.Sse.Sessions;
using Sisk.Sse.Tests.Support;

namespace Sisk.Sse.Tests.Runs;

/// <summary>The lifetime of runs: without a client, and after their end.</summary>
public sealed class RunWindowTests
{
    private readonly TestClock _clock = new();

    [Theory]
    [InlineData("/runs/words/a", 60)]
    [InlineData("/runs/short/a", 5)]
    public async Task Run_without_a_client_is_stopped_after_the_window_and_forgotten(string path, int seconds)
    {
        await using var app = await StartAsync();
        var talk = app.Get<RunProbe>()["a"];
        var reading = await app.PostAsync(path);
        talk.Say("one");
        Assert.Equal("one", await reading.NextDataAsync());
        await RunWaits.LeaveAsync(app, reading);
        _clock.Advance(TimeSpan.FromSeconds(seconds) - TimeSpan.FromMilliseconds(1));
        Assert.True(Assert.Single(app.Get<EventStreamRuns>().List()).IsRunning);

        _clock.Advance(TimeSpan.FromMilliseconds(2));

        await Signal.WithinAsync(talk.Ended.Task);
        Assert.Empty(app.Get<EventStreamRuns>().List());
        await using var late = await app.OpenAsync(path, reading.LastEventId);
        Assert.Equal(HttpStatusCode.NotFound, late.Response.StatusCode);
    }

    [Fact]
    public async Task Client_that_comes_back_restarts_the_window()
    {
        await using var app = await StartAsync();
        var talk = app.Get<RunProbe>()["a"];
        var reading = await app.PostAsync("/runs/words/a");
        talk.Say("one", "two");
        Assert.Equal("one", await reading.NextDataAsync());
        var id = reading.LastEventId;
        await RunWaits.LeaveAsync(app, reading);
        for (var i = 0; i < 3; i++)
        {
            _clock.Advance(TimeSpan.FromSeconds(50));
            var resumed = await app.OpenAsync("/runs/words/a", id);
            Assert.Equal("two", await resumed.NextDataAsync());
            _clock.Advance(TimeSpan.FromSeconds(70));
            await RunWaits.LeaveAsync(app, resumed);
        }

        Assert.True(Assert.Single(app.Get<EventStreamRuns>().List()).IsRunning);
    }

    [Fact]
    public async Task Ended_run_can_be_resumed_for_the_window_and_is_then_forgotten()
    {
        await using var app = await StartAsync();
        app.Get<RunProbe>()["a"].End();
        await using var reading = await app.PostAsync("/runs/words/a");
        Assert.Equal("end ", await reading.TellRestAsync());
        var id = Assert.Single(app.Get<EventStreamRuns>().List()).Id + "-0";
        _clock.Advance(TimeSpan.FromSeconds(59));
        await using (var again = await app.OpenAsync("/runs/words/a", id))
        {
            Assert.Equal("end ", await again.TellRestAsync());
        }

        _clock.Advance(TimeSpan.FromSeconds(2));

        await RunWaits.ForgottenAsync(app);
        await using var late = await app.OpenAsync("/runs/words/a", id);
        Assert.Equal(HttpStatusCode.NotFound, late.Response.StatusCode);
    }

    [Fact]
    public async Task Client_over_the_limit_of_runs_is_asked_to_come_later()
    {
        await using var app = await StartAsync(static options => options.Runs.MaxRuns = 1);
        app.Get<RunProbe>()["a"].End();
        await using var first = await app.PostAsync("/runs/words/a");
        Assert.Equal("end ", await first.TellRestAsync());

        await using var second = await app.PostAsync("/runs/words/b");

        Assert.Equal(HttpStatusCode.ServiceUnavailable, second.Response.StatusCode);
        Assert.NotNull(second.Response.Headers.RetryAfter?.Delta);
        Assert.Equal(0, app.Get<RunProbe>()["b"].Begun);
        _clock.Advance(TimeSpan.FromSeconds(61));
        await RunWaits.ForgottenAsync(app);
        app.Get<RunProbe>()["c"].End();
        await using var third = await app.PostAsync("/runs/words/c");
        Assert.Equal("end ", await third.TellRestAsync());
    }

    /// <summary>The moments meet in some of the many runs.</summary>
    [Fact]
    public async Task Run_that_ends_while_a_client_comes_and_goes_is_forgotten()
    {
        const int Count = 5_000;
        await using var app = await StartAsync(static options => options.Runs.MaxRuns = Count);
        var registry = app.Get<RunRegistry>();
        var stream = app.Get<EndpointDataSource>().Endpoints
            .Select(static endpoint => endpoint.Metadata.GetMetadata<StreamDescription>())
            .First(static stream => stream is not null)!;
        var context = new DefaultHttpContext { RequestServices = app.Application.Services };
        await StreamSession.RunAsync(context, app.Get<SessionHost>(), SessionKind.Pull, hasFilters: false, async session =>
        {
            foreach (var run in Enumerable.Range(0, Count)
                .Select(_ => registry.TryBegin(stream, context, new DetachedCall(session))!).ToArray())
            {
                using var both = new Barrier(2);
                var ending = Task.Run(() =>
                {
                    both.SignalAndWait();
                    run.End(RunEnd.Stopped);
                });
                await Task.Run(() =>
                {
                    both.SignalAndWait();
                    do
                    {
                        run.Enter();
                        run.Leave();
                    }
                    while (run.Buffer.End is null);
                });
                await ending;
            }
        });
        Assert.Equal(Count, registry.All.Count);

        _clock.Advance(TimeSpan.FromSeconds(61));

        await RunWaits.ForgottenAsync(app);
    }

    private Task<TestApp> StartAsync(Action<EventStreamOptions>? options = null) =>
        TestTransport.Default.StartRunsAsync(options, services => services.AddSingleton<TimeProvider>(_clock));
}
