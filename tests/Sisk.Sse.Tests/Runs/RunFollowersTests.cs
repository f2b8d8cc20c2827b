using System.Threading.Channels;
using Microsoft.Extensions.DependencyInjection;
using Sisk.Sse.Connections.Timing;
using Sisk.Sse.Runs;
using Sisk.Sse.Tests.Support;

namespace Sisk.Sse.Tests.Runs;

/// <summary>Runs without a client of this server, while the log is asked whether clients of other servers follow them.</summary>
public sealed class RunFollowersTests
{
    private readonly TestClock _clock = new();

    [Fact]
    public async Task Run_that_ends_while_the_log_is_asked_about_its_followers_stays_for_the_window()
    {
        var log = new AskedLog();
        await using var app = await StartAsync(log);
        var talk = app.Get<RunProbe>()["a"];
        var reading = await app.PostAsync("/runs/words/a");
        talk.Say("one");
        Assert.Equal("one", await reading.NextDataAsync());
        await RunWaits.LeaveAsync(app, reading);
        _clock.Advance(TimeSpan.FromSeconds(61));
        var question = await log.AskedAsync();
        talk.Say("two");
        talk.End();
        await RunWaits.UntilAsync(() => app.Get<EventStreamRuns>().List() is [{ IsRunning: false }]);

        question.SetResult(false);

        await using var resumed = await app.OpenAsync("/runs/words/a", reading.LastEventId);
        Assert.Equal("message two, end ", await resumed.TellRestAsync());
    }

    [Fact]
    public async Task Run_whose_client_comes_and_goes_while_the_log_is_asked_has_its_whole_window()
    {
        var log = new AskedLog();
        await using var app = await StartAsync(log);
        var talk = app.Get<RunProbe>()["a"];
        var reading = await app.PostAsync("/runs/words/a");
        talk.Say("one", "two");
        Assert.Equal("one", await reading.NextDataAsync());
        var id = reading.LastEventId;
        await RunWaits.LeaveAsync(app, reading);
        _clock.Advance(TimeSpan.FromSeconds(61));
        var question = await log.AskedAsync();
        var resumed = await app.OpenAsync("/runs/words/a", id);
        Assert.Equal("two", await resumed.NextDataAsync());
        await RunWaits.LeaveAsync(app, resumed);

        question.SetResult(false);
        _clock.Advance(TimeSpan.FromSeconds(59));

        Assert.True(Assert.Single(app.Get<EventStreamRuns>().List()).IsRunning);
        _clock.Advance(TimeSpan.FromSeconds(2));
        (await log.AskedAsync()).SetResult(false);
        await RunWaits.ForgottenAsync(app);
    }

    [Fact]
    public async Task Log_is_asked_again_soon_if_it_does_not_know_who_follows_a_run()
    {
        var log = new AskedLog();
        await using var app = await StartAsync(log);
        var talk = app.Get<RunProbe>()["a"];
        var reading = await app.PostAsync("/runs/words/a");
        talk.Say("one");
        Assert.Equal("one", await reading.NextDataAsync());
        await RunWaits.LeaveAsync(app, reading);
        _clock.Advance(TimeSpan.FromSeconds(61));

        await AnswerAsync(app, await log.AskedAsync(), null);
        _clock.Advance(TimeSpan.FromSeconds(2));
        await AnswerAsync(app, await log.AskedAsync(), true);
        _clock.Advance(TimeSpan.FromSeconds(59));
        Assert.True(Assert.Single(app.Get<EventStreamRuns>().List()).IsRunning);
        _clock.Advance(TimeSpan.FromSeconds(2));
        (await log.AskedAsync()).SetResult(false);

        await Signal.WithinAsync(talk.Ended.Task);
        await RunWaits.ForgottenAsync(app);
    }

    private Task<TestApp> StartAsync(IRunLog log) =>
        TestTransport.Default.StartRunsAsync(services: services => services.AddSingleton<TimeProvider>(_clock).AddSingleton(log));

    /// <summary>Answers that a run continues, and returns when its next deadline is scheduled.</summary>
    private static async Task AnswerAsync(TestApp app, TaskCompletionSource<bool?> question, bool? isFollowed)
    {
        var clock = app.Get<DeliveryClock>();
        await RunWaits.UntilAsync(() => clock.Count == 0);
        question.SetResult(isFollowed);
        await RunWaits.UntilAsync(() => clock.Count == 1);
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
