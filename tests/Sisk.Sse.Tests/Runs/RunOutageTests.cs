using System.Globalization;
using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Sisk.Sse.Testing;
using Sisk.Sse.Tests.Support;
using Sisk.Sse.Tests.Telemetry;

namespace Sisk.Sse.Tests.Runs;

/// <summary>Answers that are shared through a log, while the log cannot be reached.</summary>
public sealed class RunOutageTests
{
    private readonly MemoryEventLog _log = new();
    private readonly RunProbe _probe = new();

    [Fact]
    public async Task Stop_of_a_run_of_another_server_is_refused_clearly_during_an_outage()
    {
        await using var one = await StartAsync(_log);
        await using var two = await StartAsync(_log);
        await using var reading = await one.PostAsync("/runs/words/a");
        _probe["a"].Say("one");
        Assert.Equal("one", await reading.NextDataAsync());
        _log.IsAvailable = false;

        using var refused = await two.DeleteAsync("/runs/words/a", reading.LastEventId);
        using var stopped = await one.DeleteAsync("/runs/words/a", reading.LastEventId);

        Assert.Equal((HttpStatusCode.ServiceUnavailable, HttpStatusCode.NoContent), (refused.StatusCode, stopped.StatusCode));
        var text = await refused.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.Contains("the shared log is unavailable", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Subscription_that_begins_after_the_end_of_its_run_is_ended()
    {
        var clock = new TestClock();
        var log = new LateLog(_log);
        await using var app = await StartAsync(log, services => services.AddSingleton<TimeProvider>(clock));
        var opening = app.PostAsync("/runs/words/a");
        await Signal.WithinAsync(log.Subscribing.Task);
        await clock.TimerAsync(TimeSpan.FromSeconds(2));
        clock.Advance(TimeSpan.FromSeconds(2));
        await using var reading = await opening;
        _probe["a"].End();
        Assert.Equal("end ", await reading.TellRestAsync());
        await Signal.WithinAsync(log.Ended.Task);

        log.Subscribe();

        await Signal.WithinAsync(log.Unsubscribed.Task);
    }

    [Fact]
    public async Task Client_of_another_server_is_told_of_events_that_were_dropped_during_an_outage()
    {
        const int Count = 100;
        var log = new FailingLog(_log);
        await using var one = await StartAsync(log, options: static options => options.Runs.MaxBytes = 1000);
        await using var two = await StartAsync(_log);
        await using var reading = await one.PostAsync("/runs/words/a");
        await SayAsync(1, 4);
        var run = Assert.Single(one.Get<EventStreamRuns>().List()).Id;
        await log.StoredAsync(run, static page => page.Last == 4);
        _log.IsAvailable = false;
        for (var number = 5; number <= Count; number++)
        {
            // One by one, so that each was sent and can be dropped.
            await SayAsync(number, number);
        }

        _log.IsAvailable = true;
        await log.StoredAsync(run, static page => page.Last == Count);
        await using var resumed = await two.OpenAsync("/runs/words/a", $"{run}-2");
        _probe["a"].End();
        var events = await resumed.RestAsync();

        Assert.Equal(("reset", "end"), (events[0].EventType, events[^1].EventType));
        var numbers = events[1..^1].ConvertAll(static item => int.Parse(item.Data, CultureInfo.InvariantCulture));
        Assert.InRange(numbers[0], 6, Count);
        Assert.Equal(Enumerable.Range(numbers[0], Count + 1 - numbers[0]), numbers);

        async Task SayAsync(int first, int last)
        {
            string[] words = [.. Enumerable.Range(first, last + 1 - first).Select(static number => $"{number}")];
            _probe["a"].Say(words);
            Assert.Equal(words, await reading.TakeAsync(words.Length));
        }
    }

    private Task<TestApp> StartAsync(
        IEventLog log, Action<IServiceCollection>? services = null, Action<EventStreamOptions>? options = null) => TestApp.StartAsync(
        options: options,
        services: all =>
        {
            QuerySignIn.Add(all);
            all.AddSingleton(_probe);
            all.AddScoped<RunScope>();
            services?.Invoke(all);
        },
        streams: streams =>
        {
            streams.AddMemoryEventLog(_log);
            streams.Services.AddSingleton(log);
        });

    /// <summary>A log whose subscription of a producer begins when a test says so.</summary>
    private sealed class LateLog(MemoryEventLog log) : IEventLog, IRunStore, IAsyncDisposable
    {
        private readonly TaskCompletionSource<IAsyncDisposable> _subscription = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public string Name => log.Name;

        public string System => log.System;

        internal TaskCompletionSource Subscribing { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        /// <summary>Gets the signal that the end of a run was written.</summary>
        internal TaskCompletionSource Ended { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        internal TaskCompletionSource Unsubscribed { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        internal void Subscribe() => _subscription.SetResult(this);

        public ValueTask DisposeAsync()
        {
            Unsubscribed.TrySetResult();
            return ValueTask.CompletedTask;
        }

        public ValueTask<EventLogPlace> AppendAsync(EventLogAppend append, CancellationToken cancellationToken) =>
            log.AppendAsync(append, cancellationToken);

        public ValueTask<EventLogPage> ReadAsync(EventLogRead read, CancellationToken cancellationToken) =>
            log.ReadAsync(read, cancellationToken);

        public ValueTask<IAsyncDisposable> SubscribeAsync(
            string name, IEventLogSubscriber subscriber, CancellationToken cancellationToken) =>
            log.SubscribeAsync(name, subscriber, cancellationToken);

        public async ValueTask<RunStoreAnswer> WriteAsync(RunStoreWrite write, CancellationToken cancellationToken)
        {
            var answer = await log.WriteAsync(write, cancellationToken);
            if (write.End is not null)
            {
                Ended.TrySetResult();
            }

            return answer;
        }

        public ValueTask<RunStorePage?> ReadAsync(string run, long after, int maxEvents, CancellationToken cancellationToken) =>
            log.ReadAsync(run, after, maxEvents, cancellationToken);

        public ValueTask FollowAsync(string run, long position, TimeSpan lifetime, CancellationToken cancellationToken) =>
            log.FollowAsync(run, position, lifetime, cancellationToken);

        public ValueTask StopAsync(string run, CancellationToken cancellationToken) => log.StopAsync(run, cancellationToken);

        public ValueTask<IAsyncDisposable> SubscribeAsync(string run, bool isProducer, Action notified, CancellationToken cancellationToken)
        {
            Subscribing.TrySetResult();
            return new(_subscription.Task);
        }
    }
}
