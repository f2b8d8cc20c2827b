using System.Diagnostics;
using Sisk.Sse.Tests.Support;

namespace Sisk.Sse.Tests.Telemetry;

/// <summary>Broadcasts whose metrics or activities are read by a listener that throws.</summary>
public sealed class BroadcastListenerTests
{
    [Fact]
    public async Task Exception_of_a_metrics_listener_does_not_fail_a_broadcast()
    {
        await using var app = await TestApp.StartAsync();
        using var listener = ThrowingListener.Start(app, "broadcasts");

        await ReceivesAsync(app);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Exception_of_an_activity_listener_does_not_fail_a_broadcast(bool atTheBeginning)
    {
        await using var app = await TestApp.StartAsync();
        using var caller = new Activity("caller").Start();
        using var listener = new ActivityListener
        {
            ShouldListenTo = static source => source.Name == "Sisk.Sse",
            Sample = static (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStarted = activity => ThrowIf(atTheBeginning && activity.ParentSpanId == caller.SpanId),
            ActivityStopped = activity => ThrowIf(!atTheBeginning && activity.ParentSpanId == caller.SpanId),
        };
        ActivitySource.AddActivityListener(listener);

        await ReceivesAsync(app);

        Assert.Same(caller, Activity.Current);

        static void ThrowIf(bool throws)
        {
            if (throws)
            {
                throw new InvalidOperationException(ThrowingListener.Message);
            }
        }
    }

    private static async Task ReceivesAsync(TestApp app)
    {
        await using var reading = await app.OpenAsync("/counted/single/a");

        await app.Get<CountedEventsBroadcaster>().BroadcastSingleAsync("a", "said", TestContext.Current.CancellationToken);

        Assert.Equal("said", await reading.NextDataAsync());
        Assert.Contains(app.Logs.Entries, static entry => entry.Exception?.Message == ThrowingListener.Message);
    }
}
