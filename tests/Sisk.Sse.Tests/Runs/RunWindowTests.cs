using System.Net;
using System.Threading.Channels;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Sisk.Sse.CompilerServices;
using Sisk.Sse.Connections.Timing;
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
        await LeaveAsync(app, reading);
        _clock.Advance(TimeSpan.FromSeconds(seconds) - TimeSpan.FromMilliseconds(1));
        Assert.True(Assert.Single(app.Get<EventStreamRuns>().List()).IsRunning);

        _clock.Advance(TimeSpan.FromMilliseconds(2));

        await Signal.WithinAsync(talk.Ended.Task);
        Assert.Empty(app.Get<EventStreamRuns>().List());
        await using var late = await app.OpenAsync(path, reading.LastEventId);
        Assert.Equal(HttpStatusCode.NotFound, late.Response.StatusCode);
    }

    [Fact]
    public async Task Client_that_comes_back_starts_the_window_anew()
    {
        await using var app = await StartAsync();
        var talk = app.Get<RunProbe>()["a"];
        var reading = await app.PostAsync("/runs/words/a");
        talk.Say("one", "two");
        Assert.Equal("one", await reading.NextDataAsync());
        var id = reading.LastEventId;
        await LeaveAsync(app, reading);
        for (var i = 0; i < 3; i++)
        {
            _clock.Advance(TimeSpan.FromSeconds(50));
            var resumed = await app.OpenAsync("/runs/words/a", id);
            Assert.Equal("two", await resumed.NextDataAsync());
            _clock.Advance(TimeSpan.FromSeconds(70));
            await LeaveAsync(app, resumed);
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

        await ForgottenAsync(app);
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
        await ForgottenAsync(app);
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
            foreach (var run in Enumerable.Range(0, Count).Select(_ => registry.TryBegin(stream, context, new DetachedCall(session))!).ToArray())
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

        await ForgottenAsync(app);
    }

    [Fact]
    public async Task Run_that_ends_while_the_log_is_asked_about_its_followers_stays_for_the_window()
    {
        var log = new AskedLog();
        await using var app = await StartAsync(log: log);
        var talk = app.Get<RunProbe>()["a"];
        var reading = await app.PostAsync("/runs/words/a");
        talk.Say("one");
        Assert.Equal("one", await reading.NextDataAsync());
        await LeaveAsync(app, reading);
        _clock.Advance(TimeSpan.FromSeconds(61));
        var question = await log.AskedAsync();
        talk.Say("two");
        talk.End();
        await UntilAsync(() => app.Get<EventStreamRuns>().List() is [{ IsRunning: false }]);

        question.SetResult(false);

        await using var resumed = await app.OpenAsync("/runs/words/a", reading.LastEventId);
        Assert.Equal("message two, end ", await resumed.TellRestAsync());
    }

    [Fact]
    public async Task Run_whose_client_comes_and_goes_while_the_log_is_asked_has_its_whole_window()
    {
        var log = new AskedLog();
        await using var app = await StartAsync(log: log);
        var talk = app.Get<RunProbe>()["a"];
        var reading = await app.PostAsync("/runs/words/a");
        talk.Say("one", "two");
        Assert.Equal("one", await reading.NextDataAsync());
        var id = reading.LastEventId;
        await LeaveAsync(app, reading);
        _clock.Advance(TimeSpan.FromSeconds(61));
        var question = await log.AskedAsync();
        var resumed = await app.OpenAsync("/runs/words/a", id);
        Assert.Equal("two", await resumed.NextDataAsync());
        await LeaveAsync(app, resumed);

        question.SetResult(false);
        _clock.Advance(TimeSpan.FromSeconds(59));

        Assert.True(Assert.Single(app.Get<EventStreamRuns>().List()).IsRunning);
        _clock.Advance(TimeSpan.FromSeconds(2));
        (await log.AskedAsync()).SetResult(false);
        await ForgottenAsync(app);
    }

    [Fact]
    public async Task Log_is_asked_again_soon_if_it_does_not_know_who_follows_a_run()
    {
        var log = new AskedLog();
        await using var app = await StartAsync(log: log);
        var talk = app.Get<RunProbe>()["a"];
        var reading = await app.PostAsync("/runs/words/a");
        talk.Say("one");
        Assert.Equal("one", await reading.NextDataAsync());
        await LeaveAsync(app, reading);
        _clock.Advance(TimeSpan.FromSeconds(61));

        await AnswerAsync(app, await log.AskedAsync(), null);
        _clock.Advance(TimeSpan.FromSeconds(2));
        await AnswerAsync(app, await log.AskedAsync(), true);
        _clock.Advance(TimeSpan.FromSeconds(59));
        Assert.True(Assert.Single(app.Get<EventStreamRuns>().List()).IsRunning);
        _clock.Advance(TimeSpan.FromSeconds(2));
        (await log.AskedAsync()).SetResult(false);

        await Signal.WithinAsync(talk.Ended.Task);
        await ForgottenAsync(app);
    }

    private static async Task LeaveAsync(TestApp app, StreamReading reading)
    {
        await reading.DisposeAsync();
        await UntilAsync(() => app.Get<EventStreamRuns>().List() is [{ Clients: 0 }]);
    }

    private static Task ForgottenAsync(TestApp app) => UntilAsync(() => app.Get<EventStreamRuns>().List().Count == 0);

    /// <summary>The server learns of a client's end on its own threads, and says nothing of it.</summary>
    private static Task UntilAsync(Func<bool> condition) => Signal.WithinAsync(Task.Run(async () =>
    {
        while (!condition())
        {
            await Task.Yield();
        }
    }));

    private Task<TestApp> StartAsync(Action<EventStreamOptions>? options = null, IRunLog? log = null) => TestTransport.Default.StartRunsAsync(
        options,
        services =>
        {
            services.AddSingleton<TimeProvider>(_clock);
            if (log is not null)
            {
                services.AddSingleton(log);
            }
        });

    /// <summary>Answers that a run goes on, and returns when its next deadline is scheduled.</summary>
    private static async Task AnswerAsync(TestApp app, TaskCompletionSource<bool?> question, bool? isFollowed)
    {
        var clock = app.Get<DeliveryClock>();
        await UntilAsync(() => clock.Count == 0);
        question.SetResult(isFollowed);
        await UntilAsync(() => clock.Count == 1);
    }

    /// <summary>A log whose answers about the followers of a run a test gives one by one.</summary>
    private sealed class AskedLog : IRunLog
    {
        private readonly Channel<TaskCompletionSource<bool?>> _questions = Channel.CreateUnbounded<TaskCompletionSource<bool?>>();

        public ValueTask ShareAsync(Run run, CancellationToken cancellationToken) => ValueTask.CompletedTask;

        public ValueTask<IRunSource?> FindAsync(string id, string owner, CancellationToken cancellationToken) => new((IRunSource?)null);

        public ValueTask<bool> StopAsync(string id, string? owner, CancellationToken cancellationToken) => new(false);

        public Task FlushAsync() => Task.CompletedTask;

        public ValueTask<bool?> IsFollowedAsync(string id)
        {
            var question = new TaskCompletionSource<bool?>(TaskCreationOptions.RunContinuationsAsynchronously);
            _questions.Writer.TryWrite(question);
            return new(question.Task);
        }

        internal Task<TaskCompletionSource<bool?>> AskedAsync() =>
            Signal.WithinAsync(_questions.Reader.ReadAsync(TestContext.Current.CancellationToken).AsTask());
    }
}
