using Sisk.Sse.Benchmarks.InProcess;
using Sisk.Sse.Benchmarks.Reporting;
using Sisk.Sse.Connections.Timing;
using Sisk.Sse.Log;
using Sisk.Sse.Transport.Linux;
using Sisk.Sse.Wire;

namespace Sisk.Sse.Benchmarks.Scenarios;

/// <summary>The bytes that an event and a delivery allocate in the steady state, in process and over all threads.</summary>
internal static class Allocations
{
    private const int Events = 5000;

    /// <summary>More than a stream's history holds, so that it has stopped growing.</summary>
    private const int WarmUp = 10_000;
    private const int Many = 1000;
    private const string Encode = "encode";
    private const string Send = "send";
    private const string Broadcast = "broadcast";
    private static readonly string _text = new('x', Common.SmallEvent);
    private static readonly string _id = StreamEventId.Format(StreamEventId.NewEpoch(), Events);

    internal static Scenario Scenario => new(
        "allocations",
        $"bytes allocated, events of {Common.SmallEvent} bytes",
        [new("per event", "0 B"), new("per delivery", "0.0 B")],
        [
            new(
                Encode,
                "encode: the frame alone",
                () => Task.FromResult<double[]>([PerEvent(static () => FrameEncoder.Event(_text, null, _id, "")), double.NaN])),
            new(Send, "Send to a connection, its frame given", () => Task.FromResult(MeasureSend())),
            new(Broadcast, $"broadcast to {Many:n0} connections", () => Task.Run(MeasureBroadcast)),
        ],
        [
            new("Send and enqueue, bytes per delivery", static results => results.Median(Send, 1), 0),
            new("broadcast, bytes per delivery", static results => results.Median(Broadcast, 1), 0.1),
            new(
                "broadcast, bytes per event beside its frame",
                static results => results.Median(Broadcast, 0) - results.Median(Encode, 0),
                0),
        ]);

    private static double[] MeasureSend()
    {
        using var clock = new DeliveryClock(TimeProvider.System, new SendBatches());
        using var written = new FrameCount();
        var connection = Audience.CreateConnection(new NullWriter(written), clock);
        connection.Start();
        var frame = FrameEncoder.Event(_text, null, "abc-1");
        return [double.NaN, PerEvent(() => connection.Send(frame))];
    }

    private static double[] MeasureBroadcast()
    {
        // One connection has what an event costs; what a thousand have beyond it are the deliveries.
        var (one, many) = (BroadcastTo(1), BroadcastTo(Many));
        return [one, (many - one) / (Many - 1)];
    }

    private static double BroadcastTo(int connections)
    {
        using var audience = new Audience(connections, perKey: 0);
        return PerEvent(() =>
        {
            var expected = audience.Written.Value + connections;
            var accepted = audience.Publisher.BroadcastAsync(null, _text, CancellationToken.None);
            audience.Written.WaitFor(expected);
            return accepted.IsCompletedSuccessfully;
        });
    }

    private static double PerEvent<T>(Func<T> act)
    {
        for (var i = 0; i < WarmUp; i++)
        {
            act();
        }

        var before = GC.GetTotalAllocatedBytes(precise: true);
        for (var i = 0; i < Events; i++)
        {
            act();
        }

        return (GC.GetTotalAllocatedBytes(precise: true) - before) / (double)Events;
    }
}
