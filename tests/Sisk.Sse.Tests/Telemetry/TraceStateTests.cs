using System.Diagnostics;
using Sisk.Sse.Testing;
using Sisk.Sse.Tests.Support;

namespace Sisk.Sse.Tests.Telemetry;

/// <summary>The vendors' part of a trace context (W3C Trace Context, <c>tracestate</c>), which goes through a shared log.</summary>
public sealed class TraceStateTests
{
    private const int Longest = 512;
    private static readonly string _entry = "a=" + new string('x', 253);

    public static TheoryData<string?, string?> States => new()
    {
        { null, null },
        { "congo=t61rcWkgMzE,rojo=00f067aa0ba902b7", "congo=t61rcWkgMzE,rojo=00f067aa0ba902b7" },
        { $"{_entry},{_entry},b=1", $"{_entry},{_entry}" },
        { new string('x', Longest + 1), null },
        { "congo=\n", null },
        { "congo=ü", null },
    };

    [Theory]
    [MemberData(nameof(States))]
    public async Task Receiving_server_continues_the_trace_with_its_state(string? state, string? expected)
    {
        var received = new TaskCompletionSource<Activity>(TaskCreationOptions.RunContinuationsAsynchronously);
        var log = new MemoryEventLog();
        await using var app = await TestApp.StartAsync(
            streams: builder => builder.AddEventLog(_ => log, static _ => new EventLogOptions()));
        using var caller = new Activity("caller") { TraceStateString = state }.Start();
        using var listener = new ActivityListener
        {
            ShouldListenTo = static source => source.Name == "Sisk.Sse",
            Sample = static (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = activity =>
            {
                if (activity.Kind is ActivityKind.Consumer && activity.TraceId == caller.TraceId)
                {
                    received.TrySetResult(activity);
                }
            },
        };
        ActivitySource.AddActivityListener(listener);
        await using var reading = await app.OpenAsync("/counted/single/a");

        await app.Get<CountedEventsBroadcaster>().BroadcastSingleAsync("a", "one", TestContext.Current.CancellationToken);

        Assert.Equal(expected, (await Signal.WithinAsync(received.Task)).TraceStateString);
    }
}
