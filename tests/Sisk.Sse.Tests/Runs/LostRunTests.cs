using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Sisk.Sse.Testing;
using Sisk.Sse.Tests.Support;

namespace Sisk.Sse.Tests.Runs;

/// <summary>Answers that the shared log has lost, and that their producer has not written again yet.</summary>
public sealed class LostRunTests
{
    private static readonly TimeSpan _second = TimeSpan.FromSeconds(1);

    private readonly LookedUpLog _log = new(new MemoryEventLog(new FakeTimeProvider()));
    private readonly RunProbe _probe = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Run_that_the_log_has_just_lost_is_resumed_on_another_server()
    {
        var (clock, otherClock) = (new TestClock(), new TestClock());
        await using var one = await StartAsync(clock);
        await using var two = await StartAsync(otherClock);
        await using var reading = await BeginAsync(one);
        _log.Log.Clear();

        var opening = two.OpenAsync("/runs/words/a", reading.LastEventId);
        await Signal.WithinAsync(_log.Missed.Task);
        await WriteAgainAsync(clock, reading.LastEventId);
        await using var resumed = await otherClock.AdvanceUntilAsync(opening, _second);

        Assert.Equal(HttpStatusCode.OK, resumed.Response.StatusCode);
        _probe["a"].Say("two");
        Assert.Equal("two", await otherClock.AdvanceUntilAsync(resumed.NextDataAsync(), _second));
    }

    [Fact]
    public async Task Run_that_the_log_has_just_lost_is_stopped_on_another_server()
    {
        var (clock, otherClock) = (new TestClock(), new TestClock());
        await using var one = await StartAsync(clock);
        await using var two = await StartAsync(otherClock);
        await using var reading = await BeginAsync(one);
        _log.Log.Clear();

        var stopping = two.DeleteAsync("/runs/words/a", reading.LastEventId);
        await Signal.WithinAsync(_log.Missed.Task);
        await WriteAgainAsync(clock, reading.LastEventId);
        using var stopped = await otherClock.AdvanceUntilAsync(stopping, _second);

        Assert.Equal(HttpStatusCode.NoContent, stopped.StatusCode);
        Assert.Equal("stopped ", await clock.AdvanceUntilAsync(reading.TellRestAsync(), _second));
    }

    private async Task<StreamReading> BeginAsync(TestApp app)
    {
        var reading = await app.PostAsync("/runs/words/a");
        _probe["a"].Say("one");
        Assert.Equal("one", await reading.NextDataAsync());
        await Signal.WithinAsync(_log.WrittenAsync(reading.LastEventId, events: 1));
        return reading;
    }

    /// <summary>Waits until the producer has told the log of its run.</summary>
    private Task WriteAgainAsync(TestClock clock, string lastEventId) =>
        clock.AdvanceUntilAsync(_log.WrittenAsync(lastEventId, events: 0), _second);

    private Task<TestApp> StartAsync(TimeProvider clock) => TestApp.StartAsync(
        services: all =>
        {
            QuerySignIn.Add(all);
            all.AddSingleton(_probe);
            all.AddScoped<RunScope>();
            all.AddSingleton(clock);
        },
        streams: streams =>
        {
            streams.AddMemoryEventLog(_log.Log);
            streams.Services.AddSingleton<IEventLog>(_log);
        });

    /// <summary>A log that tells when somebody has written a run, or has looked for one in vain.</summary>
    private sealed class LookedUpLog(MemoryEventLog log) : IEventLog, IRunStore
    {
        private readonly SemaphoreSlim _written = new(0);

        public string Name => log.Name;

        public string System => log.System;

        internal MemoryEventLog Log => log;

        internal TaskCompletionSource Missed { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        /// <summary>Completes when the log has events of a run.</summary>
        internal async Task<bool> WrittenAsync(string lastEventId, int events)
        {
            while (await log.ReadAsync(lastEventId.Split('-')[0], after: 0, maxEvents: 0, Cancellation) is not { } page
                || page.Last < events)
            {
                await _written.WaitAsync(Cancellation);
            }

            return true;
        }

        public async ValueTask<RunStorePage?> ReadAsync(string run, long after, int maxEvents, CancellationToken cancellationToken)
        {
            var page = await log.ReadAsync(run, after, maxEvents, cancellationToken);
            if (page is null)
            {
                Missed.TrySetResult();
            }

            return page;
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
            _written.Release();
            return answer;
        }

        public ValueTask FollowAsync(string run, long position, TimeSpan lifetime, CancellationToken cancellationToken) =>
            log.FollowAsync(run, position, lifetime, cancellationToken);

        public ValueTask StopAsync(string run, CancellationToken cancellationToken) => log.StopAsync(run, cancellationToken);

        public ValueTask<IAsyncDisposable> SubscribeAsync(
            string run, bool isProducer, Action notified, CancellationToken cancellationToken) =>
            log.SubscribeAsync(run, isProducer, notified, cancellationToken);
    }
}
