using Sisk.Sse.Benchmarks.Load;
using Sisk.Sse.Benchmarks.Reporting;
using Sisk.Sse.Benchmarks.Servers;
using static Sisk.Sse.Benchmarks.Scenarios.Common;

namespace Sisk.Sse.Benchmarks.Scenarios;

/// <summary>Events as fast as they can be broadcast: deliveries a second, with nothing lost.</summary>
internal static class Burst
{
    private const int Clients = 1000;
    private const int Events = 2000;
    private const int WarmUp = 200;
    private const int Rate = 0;
    private const int P99 = 2;
    private const int Lost = 3;

    internal static Scenario Scenario => new(
        "burst",
        $"burst of {Events:n0} events of {SmallEvent} bytes to {Clients:n0} clients",
        [
            new("deliveries", "#,0 k/s", FloorAndFramework), new("p50", "0 ms"), new("p99", "0 ms", ServerKinds.TypedResults),
            new("lost", "0"), new("disconnected", "0"), new("CPU per delivery", "0.00 µs"),
        ],
        Rows(MeasureAsync, ServerKinds.Kestrel),
        [
            .. Targets(
                "deliveries × TypedResults", 4, static (results, row) => results.Ratio(row, ServerKinds.TypedResults, Rate), atLeast: true),
            .. Targets("p99 × TypedResults", 0.1, static (results, row) => results.Ratio(row, ServerKinds.TypedResults, P99)),
            .. Targets("lost or disconnected", 0, static (results, row) => results.Median(row, Lost) + results.Median(row, Lost + 1)),
        ]);

    private static async Task<double[]> MeasureAsync(ServerKind kind)
    {
        using var server = await kind.StartAsync();
        using var load = new LoadProcess();
        await load.OpenAsync(server.Port, Clients);
        await server.BroadcastAsync(WarmUp, TimeSpan.FromMilliseconds(5), SmallEvent);
        await load.WaitAsync((long)WarmUp * Clients);
        await load.ResetAsync();

        var cpu = server.Figures.Cpu;
        await server.BroadcastAsync(Events, TimeSpan.Zero, SmallEvent);
        var result = await load.WaitAsync((long)Events * Clients);
        cpu = server.Figures.Cpu - cpu;
        return
        [
            result.Received / result.Duration.TotalMilliseconds, result.Median.TotalMilliseconds, result.P99.TotalMilliseconds,
            (Events * Clients) - result.Received, result.Ended, cpu.TotalMicroseconds / result.Received,
        ];
    }
}
