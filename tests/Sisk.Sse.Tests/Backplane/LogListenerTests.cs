using Sisk.Sse.Testing;
using Sisk.Sse.Tests.Support;
using Sisk.Sse.Tests.Telemetry;

namespace Sisk.Sse.Tests.Backplane;

/// <summary>A shared log whose metrics are read by a listener that throws.</summary>
public sealed class LogListenerTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Exception_of_a_listener_changes_no_outcome_of_a_broadcast()
    {
        var log = new FailingLog(new MemoryEventLog());
        await using var app = await TestApp.StartAsync(
            streams: builder => builder.AddEventLog(_ => log, static _ => new EventLogOptions { WhenUnavailable = EventLogOutage.Fail }));
        using var listener = ThrowingListener.Start(app, "sisk.sse.log.");
        var feed = app.Get<FeedEventsBroadcaster>();
        await using var reading = await app.OpenAsync("/feed/bare/a");

        await Signal.WithinAsync(feed.BroadcastBareAsync("a", "one", Cancellation).AsTask());
        log.FailsAppends = true;
        await Assert.ThrowsAsync<EventLogUnavailableException>(
            () => Signal.WithinAsync(feed.BroadcastBareAsync("a", "lost", Cancellation).AsTask()));
        log.FailsAppends = false;
        await Signal.WithinAsync(feed.BroadcastBareAsync("a", "two", Cancellation).AsTask());

        Assert.Equal("one", await reading.NextDataAsync());
        Assert.Equal("two", await reading.NextDataAsync());
        Assert.Contains(app.Logs.Entries, static entry => entry.Exception?.Message == ThrowingListener.Message);
    }
}
