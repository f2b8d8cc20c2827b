using Sisk.Sse.Backplane;
using Sisk.Sse.Log;
using Sisk.Sse.Peers;
using Sisk.Sse.Testing;
using Sisk.Sse.Tests.Support;

namespace Sisk.Sse.Tests.Backplane;

/// <summary>The reader of a log whose events cannot all be processed.</summary>
public sealed class LogReaderTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Reset_follows_an_entry_of_which_only_a_part_was_processed(bool isNotified)
    {
        var memory = new MemoryEventLog();
        await using var app = new UnstartedApp(isNotified ? memory : new DeafLog(memory));
        var recorder = new PeerRecorder { Failing = "two" };
        await using var log = new SharedLog("log", new PeerLogSink(recorder), app.Log);
        await Signal.WithinAsync(recorder.CaughtUp);

        await AppendAsync(log, "one", "two", "three");
        await log.Follower.CatchUpAsync(TestContext.Current.CancellationToken);
        Assert.Equal(["one", "two", "restarted"], [await NextAsync(), await NextAsync(), await NextAsync()]);

        await AppendAsync(log, "four");
        await log.Follower.CatchUpAsync(TestContext.Current.CancellationToken);
        Assert.Equal("four", await NextAsync());

        Task<string> NextAsync() => Signal.WithinAsync(recorder.NextAsync().AsTask());
    }

    private static async Task AppendAsync(SharedLog log, params string[] identifiers) => await log.Appender.AppendAsync(
        Array.ConvertAll(identifiers, static identifier => new PeerMessage(PeerMessageKind.Close, "other", identifier).ToRecord()),
        onceId: null,
        TestContext.Current.CancellationToken);

    /// <summary>A log without notifications.</summary>
    private sealed class DeafLog(MemoryEventLog log) : IEventLog
    {
        public string Name => log.Name;

        public string System => log.System;

        public ValueTask<EventLogPlace> AppendAsync(EventLogAppend append, CancellationToken cancellationToken) =>
            log.AppendAsync(append, cancellationToken);

        public ValueTask<EventLogPage> ReadAsync(EventLogRead read, CancellationToken cancellationToken) =>
            log.ReadAsync(read, cancellationToken);

        public ValueTask<IAsyncDisposable> SubscribeAsync(string name, IEventLogSubscriber subscriber, CancellationToken token) =>
            log.SubscribeAsync("nothing", subscriber, token);
    }
}
