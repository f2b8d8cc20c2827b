using System.Diagnostics;
using Sisk.Sse.Testing;
using Sisk.Sse.Tests.Support;

namespace Sisk.Sse.Tests.Telemetry;

/// <summary>Events of a shared log whose activities are read by a listener that throws.</summary>
public sealed class ReceiveListenerTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Exception_of_an_activity_listener_resets_no_client(bool atTheBeginning)
    {
        var log = new MemoryEventLog();
        await using var app = await TestApp.StartAsync(
            streams: builder => builder.AddEventLog(_ => log, static _ => new EventLogOptions()));
        using var caller = new Activity("caller").Start();
        using var listener = new ActivityListener
        {
            ShouldListenTo = static source => source.Name == "Sisk.Sse",
            Sample = static (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStarted = activity => ThrowIf(atTheBeginning && IsReceive(activity)),
            ActivityStopped = activity => ThrowIf(!atTheBeginning && IsReceive(activity)),
        };
        ActivitySource.AddActivityListener(listener);
        await using var reading = await app.OpenAsync("/counted/single/a");
        var broadcaster = app.Get<CountedEventsBroadcaster>();

        await broadcaster.BroadcastSingleAsync("a", "one", TestContext.Current.CancellationToken);
        await broadcaster.BroadcastSingleAsync("a", "two", TestContext.Current.CancellationToken);

        Assert.Equal("one", await reading.NextDataAsync());
        Assert.Equal("two", await reading.NextDataAsync());
        Assert.Contains(app.Logs.Entries, static entry => entry.Exception?.Message == ThrowingListener.Message);

        bool IsReceive(Activity activity) => activity.Kind is ActivityKind.Consumer && activity.TraceId == caller.TraceId;

        static void ThrowIf(bool throws)
        {
            if (throws)
            {
                throw new InvalidOperationException(ThrowingListener.Message);
            }
        }
    }
}
