using System.Diagnostics.Metrics;
using Microsoft.Extensions.Diagnostics.Metrics.Testing;
using Microsoft.Extensions.Logging;
using Sisk.Sse.Backplane;
using Sisk.Sse.Log;
using Sisk.Sse.Peers;
using Sisk.Sse.Tests.Support;

namespace Sisk.Sse.Tests.Backplane;

/// <summary>The number of broadcasts that failed, as operators see it.</summary>
public sealed class FailureCountTests : IAsyncDisposable
{
    private readonly AttemptLog _database = new();
    private readonly UnstartedApp _app;
    private readonly SharedLog _log;
    private readonly MetricCollector<long> _failures;

    public FailureCountTests()
    {
        _app = new UnstartedApp(_database, new EventLogOptions { WhenUnavailable = EventLogOutage.Fail, MaxWaitingBytes = 1000 });
        _failures = new MetricCollector<long>(_app.Get<IMeterFactory>(), "Sisk.Sse", "sisk.sse.log.append.failures");
        _log = new SharedLog("log", new PeerLogSink(new PeerRecorder()), _app.Log, follows: false);
    }

    private long Failures => _failures.GetMeasurementSnapshot().Sum(static one => one.Value);

    public async ValueTask DisposeAsync()
    {
        _failures.Dispose();
        await _log.DisposeAsync();
        await _app.DisposeAsync();
    }

    [Fact]
    public async Task Broadcast_that_its_caller_canceled_does_not_count_as_failed_with_its_batch()
    {
        using var cancellation = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var first = AppendAsync(TestContext.Current.CancellationToken);
        var attempt = await Signal.WithinAsync(_database.NextAsync().AsTask());
        Task[] batch = [AppendAsync(TestContext.Current.CancellationToken), AppendAsync(cancellation.Token)];
        attempt.SetResult();
        await Signal.WithinAsync(first);
        attempt = await Signal.WithinAsync(_database.NextAsync().AsTask());

        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Signal.WithinAsync(batch[1]));
        attempt.SetException(new EventLogException("The disk is full.", mayBeDone: false));

        await Assert.ThrowsAsync<EventLogUnavailableException>(() => Signal.WithinAsync(batch[0]));
        await Signal.WithinAsync(_failures.WaitForMeasurementsAsync(minCount: 1, TestContext.Current.CancellationToken));
        Assert.Equal(1, Failures);
    }

    [Fact]
    public async Task Broadcast_that_fails_because_the_server_stops_counts_once()
    {
        var broadcast = AppendAsync(TestContext.Current.CancellationToken);
        var attempt = await Signal.WithinAsync(_database.NextAsync().AsTask());

        _log.Appender.Dispose();
        await Assert.ThrowsAsync<EventLogUnavailableException>(() => Signal.WithinAsync(broadcast));
        Assert.Equal(1, Failures);
        attempt.SetException(new EventLogException("No answer.", mayBeDone: true));

        // The next batch is taken after the failed one.
        var next = AppendAsync(TestContext.Current.CancellationToken);
        (await Signal.WithinAsync(_database.NextAsync().AsTask())).SetResult();
        await Signal.WithinAsync(next);
        Assert.Equal(1, Failures);
    }

    [Fact]
    public async Task Refused_batch_is_logged_with_the_cause_and_the_remedy()
    {
        var broadcast = AppendAsync(TestContext.Current.CancellationToken);
        var attempt = await Signal.WithinAsync(_database.NextAsync().AsTask());

        attempt.SetException(new EventLogException("NOPERM", mayBeDone: false, "The user lacks a permission. Grant it."));
        await Assert.ThrowsAsync<EventLogUnavailableException>(() => Signal.WithinAsync(broadcast));

        Assert.Contains(_app.Logs.Entries, static entry => entry.Text ==
            "A batch of log could not be appended to the log in memory (events: 1): The user lacks a permission. Grant it.");
    }

    [Theory]
    [InlineData("one")]
    [InlineData("several")]
    [InlineData("several with an Idempotency-Key")]
    public async Task Broadcasts_that_are_refused_because_too_many_wait_are_logged_a_few_times(string how)
    {
        var waiting = AppendAsync(TestContext.Current.CancellationToken);
        var record = new EventRecord("key", null, new byte[1000]);
        for (var i = 0; i < 20; i++)
        {
            await Assert.ThrowsAsync<EventLogUnavailableException>(async () =>
            {
                if (how is "one")
                {
                    await _log.Appender.AppendAsync(record, TestContext.Current.CancellationToken);
                }
                else
                {
                    await _log.Appender.AppendAsync(
                        [record], how is "several" ? null : "key", TestContext.Current.CancellationToken);
                }
            });
        }

        Assert.Equal(20, Failures);
        Assert.InRange(_app.Logs.Entries.Count(static entry => entry.Level == LogLevel.Error), 1, 8);
        Assert.Contains(_app.Logs.Entries, static entry => entry.Text ==
            "Broadcasts of log are refused, because too many already wait for memory. "
            + "Broadcast less, or raise EventLogOptions.MaxWaitingBroadcasts or MaxWaitingBytes.");
        (await Signal.WithinAsync(_database.NextAsync().AsTask())).SetResult();
        await Signal.WithinAsync(waiting);
    }

    private Task AppendAsync(CancellationToken cancellationToken) =>
        _log.Appender.AppendAsync(new EventRecord("key", null, new byte[1]), cancellationToken).AsTask();
}
