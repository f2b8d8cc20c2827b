using Sisk.Sse.Benchmarks.Load;
using Sisk.Sse.Benchmarks.Reporting;
using Sisk.Sse.Benchmarks.Servers;
using static Sisk.Sse.Benchmarks.Scenarios.Common;

namespace Sisk.Sse.Benchmarks.Scenarios;

/// <summary>Some clients stop reading: what the others notice of it, and what the server keeps for those that do not read.</summary>
internal static class Stalled
{
    private const int Clients = 200;
    private const int Stopped = 10;
    private const int Events = 8000;
    private const int Bytes = 1000;
    private const int Rate = 2;
    private const int P99 = 5;
    private const int Memory = 6;
    private const int Lost = 7;

    /// <summary>A queue holds 1 MiB, and as much again while no write waits for its client.</summary>
    private const double MemoryBound = Stopped * 2 * 1.048576;

    internal static Scenario Scenario => new(
        "stalled",
        $"{Events:n0} events of {Bytes:n0} bytes to {Clients} clients, of which {Stopped} stop reading",
        [
            new("events, none stalled", "#,0 /s"), new("some stalled", "#,0 /s"), new("ratio", "0.00"),
            new("p99, none stalled", "0 ms"), new("some stalled", "0 ms"), new("ratio", "0.00"),
            new("peak memory more", "0 MB"), new("lost by others", "0"), new("others disconnected", "0"),
        ],
        Rows(MeasureAsync, ServerKinds.Kestrel, ServerKinds.Floor, ServerKinds.FloorInC),
        [
            .. Targets("others' throughput beside none stalled", 0.9, static (results, row) => results.Median(row, Rate), atLeast: true),
            .. Targets("others' p99 beside none stalled", 1.1, static (results, row) => results.Median(row, P99)),
            .. Targets(
                "others' events lost, or others disconnected",
                0,
                static (results, row) => results.Median(row, Lost) + results.Median(row, Lost + 1)),
            .. Targets("peak memory more, in MB", MemoryBound, static (results, row) => results.Median(row, Memory)),
        ]);

    private static async Task<double[]> MeasureAsync(ServerKind kind)
    {
        var (none, peakNone) = await RunAsync(kind, 0);
        var (some, peakSome) = await RunAsync(kind, Stopped);
        var (rateNone, rateSome) = (Events / none.Duration.TotalSeconds, Events / some.Duration.TotalSeconds);
        return
        [
            rateNone, rateSome, rateSome / rateNone,
            none.P99.TotalMilliseconds, some.P99.TotalMilliseconds, some.P99 / none.P99,
            (peakSome - peakNone) / 1e6, ((Clients - Stopped) * Events) - some.Received, some.Ended,
        ];
    }

    private static async Task<(LoadResult Result, long PeakMemory)> RunAsync(ServerKind kind, int stalled)
    {
        using var server = await kind.StartAsync();
        using var load = new LoadProcess();
        var reading = Clients - stalled;
        await load.OpenAsync(server.Port, reading);
        await server.BroadcastAsync(400, TimeSpan.FromMilliseconds(2), Bytes);
        await load.WaitAsync(400L * reading);
        await load.StallAsync(server.Port, stalled);
        await load.ResetAsync();
        await server.BroadcastAsync(Events, TimeSpan.Zero, Bytes);
        return (await load.WaitAsync((long)Events * reading), server.Figures.PeakMemory);
    }
}
