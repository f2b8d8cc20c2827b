using Sisk.Sse.Backplane;
using Sisk.Sse.Peers;
using Sisk.Sse.Testing;
using Sisk.Sse.Tests.Support;

namespace Sisk.Sse.Tests.Backplane;

/// <summary>The reader of a log whose events are not all there, or cannot all be processed.</summary>
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

    [Fact]
    public async Task Many_gaps_in_a_log_are_one_reset_and_do_not_delay_its_end()
    {
        var memory = new MemoryEventLog();
        await using var app = new UnstartedApp(memory, new EventLogOptions { PollInterval = TimeSpan.FromMinutes(1) });
        var recorder = new PeerRecorder();
        var gapped = new DeafLog(memory) { Hides = static entry => entry.Last % 2 == 0 };
        await using var log = new SharedLog("log", new PeerLogSink(recorder), app.Log with { Database = gapped });
        await Signal.WithinAsync(recorder.CaughtUp);
        for (var i = 1; i <= 61; i++)
        {
            await AppendAsync(log, $"{i}");
        }

        Assert.True(await log.Follower.CatchUpAsync(TestContext.Current.CancellationToken));

        Assert.Equal("1", await recorder.NextAsync());
        for (var i = 3; i <= 61; i += 2)
        {
            Assert.Equal(("restarted", $"{i}"), (await recorder.NextAsync(), await recorder.NextAsync()));
        }

        Assert.Single(app.Logs.Entries, static entry => entry.Text.Contains("no longer holds events", StringComparison.Ordinal));
    }

    private static async Task AppendAsync(SharedLog log, params string[] identifiers) => await log.Appender.AppendAsync(
        Array.ConvertAll(identifiers, static identifier => new PeerMessage(PeerMessageKind.Close, "other", identifier).ToRecord()),
        onceId: null,
        TestContext.Current.CancellationToken);

    /// <summary>A log without notifications, and without some of its entries.</summary>
    private sealed class DeafLog(MemoryEventLog log) : IEventLog
    {
        internal Predicate<EventLogEntry> Hides { get; init; } = static _ => false;

        public string Name => log.Name;

        public string System => log.System;

        public ValueTask<EventLogPlace> AppendAsync(EventLogAppend append, CancellationToken cancellationToken) =>
            log.AppendAsync(append, cancellationToken);

        public async ValueTask<EventLogPage> ReadAsync(EventLogRead read, CancellationToken cancellationToken)
        {
            var page = await log.ReadAsync(read, cancellationToken);
            return new EventLogPage
            {
                Epochs = page.Epochs,
                Sequence = page.Sequence,
                Now = page.Now,
                HasMore = page.HasMore,
                Entries = [.. page.Entries.Where(entry => !Hides(entry))],
            };
        }

        public ValueTask<IAsyncDisposable> SubscribeAsync(string name, IEventLogSubscriber subscriber, CancellationToken token) =>
            log.SubscribeAsync("nothing", subscriber, token);
    }
}
