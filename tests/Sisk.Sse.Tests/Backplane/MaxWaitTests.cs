using Sisk.Sse.Backplane;
using Sisk.Sse.Log;
using Sisk.Sse.Peers;
using Sisk.Sse.Tests.Support;

namespace Sisk.Sse.Tests.Backplane;

/// <summary>Broadcasts that wait for a log that does not answer.</summary>
public sealed class MaxWaitTests : IAsyncDisposable
{
    private static readonly TimeSpan _maxWait = TimeSpan.FromSeconds(1);

    private readonly TestClock _clock = new();
    private readonly AttemptLog _database = new();
    private readonly UnstartedApp _app;
    private readonly SharedLog _log;

    public MaxWaitTests()
    {
        _app = new UnstartedApp(_database, new EventLogOptions { MaxWait = _maxWait }, _clock);
        _log = new SharedLog("log", new PeerLogSink(new PeerRecorder()), _app.Log, follows: false);
    }

    public async ValueTask DisposeAsync()
    {
        await _log.DisposeAsync();
        await _app.DisposeAsync();
    }

    [Fact]
    public async Task Broadcasts_whose_time_is_over_fail_with_the_batch_before_them()
    {
        var first = AppendAsync();
        var attempt = await Signal.WithinAsync(_database.NextAsync().AsTask());

        // Each is as large as a batch may be, and would get its own attempt.
        var waiting = Enumerable.Range(0, 8).Select(_ => AppendAsync()).ToArray();
        _clock.Advance(_maxWait);
        var late = AppendAsync();
        attempt.SetException(new EventLogException("No answer.", mayBeDone: true));

        Assert.True((await FailureOf(first)).MayBeAppended);
        foreach (var broadcast in waiting)
        {
            var failure = await FailureOf(broadcast);
            Assert.False(failure.MayBeAppended);
            Assert.Contains("EventLogOptions.MaxWait", failure.Message, StringComparison.Ordinal);
        }

        (await Signal.WithinAsync(_database.NextAsync().AsTask())).SetResult();
        await Signal.WithinAsync(late);
    }

    [Fact]
    public async Task Epoch_that_an_attempt_may_have_begun_is_not_begun_again()
    {
        var first = AppendAsync();
        var attempt = await Signal.WithinAsync(_database.NextAsync().AsTask());
        _clock.Advance(_maxWait);
        attempt.SetException(new EventLogException("No answer.", mayBeDone: true));
        await FailureOf(first);

        var second = AppendAsync();
        (await Signal.WithinAsync(_database.NextAsync().AsTask())).SetResult();
        await Signal.WithinAsync(second);

        Assert.NotEqual(_database.NewEpochs[0], _database.NewEpochs[1]);
    }

    private Task AppendAsync() =>
        _log.Appender.AppendAsync(new EventRecord("key", null, new byte[200_000]), TestContext.Current.CancellationToken).AsTask();

    private static Task<EventLogUnavailableException> FailureOf(Task broadcast) =>
        Assert.ThrowsAsync<EventLogUnavailableException>(() => Signal.WithinAsync(broadcast));
}
