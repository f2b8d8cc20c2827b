using Sisk.Sse.Benchmarks.Load;
using Sisk.Sse.Benchmarks.Reporting;
using Sisk.Sse.Benchmarks.Servers;
using static Sisk.Sse.Benchmarks.Scenarios.Common;

namespace Sisk.Sse.Benchmarks.Scenarios;

/// <summary>A small event now and then to many clients: what a delivery costs, and how long it takes.</summary>
internal static class Steady
{
    private const int Clients = 5000;

    /// <summary>So long that the runtime has optimized the servers' code.</summary>
    private const int WarmUp = 70;
    private const int Events = 24;
    private const int Cpu = 0;
    private const int P99 = 2;
    private static readonly TimeSpan _interval = TimeSpan.FromMilliseconds(250);

    internal static Scenario Scenario => new(
        "steady",
        $"{Clients:n0} clients, an event of {SmallEvent} bytes every {_interval.TotalMilliseconds} ms",
        [
            new("CPU per delivery", "0.0 µs", [ServerKinds.FloorInC, .. FloorAndFramework]),
            new("p50", "0.0 ms"), new("p99", "0.0 ms", ServerKinds.Floor),
            new("allocated per delivery", "0 B"), new("lost", "0"), new("disconnected", "0"),
        ],
        Rows(MeasureAsync, ServerKinds.Kestrel),
        [
            .. Targets("CPU per delivery × floor in C", 0.7, static (results, row) => results.Ratio(row, ServerKinds.FloorInC, Cpu)),
            .. Targets("CPU per delivery × floor", 1.5, static (results, row) => results.Ratio(row, ServerKinds.Floor, Cpu)),
            .. Targets("CPU per delivery × nchan", 1, static (results, row) => results.Ratio(row, ServerKinds.Nchan, Cpu)),
            .. Targets("CPU per delivery × TypedResults", 0.6, static (results, row) => results.Ratio(row, ServerKinds.TypedResults, Cpu)),
            .. Targets("p99 × floor", 1.3, static (results, row) => results.Ratio(row, ServerKinds.Floor, P99)),
        ]);

    private static async Task<double[]> MeasureAsync(ServerKind kind)
    {
        using var server = await kind.StartAsync();
        using var load = new LoadProcess();
        await load.OpenAsync(server.Port, Clients);
        await server.BroadcastAsync(WarmUp, _interval, SmallEvent);
        await load.WaitAsync((long)WarmUp * Clients);
        await load.ResetAsync();

        var (allocated, cpu) = (await server.RuntimeAsync("allocated"), server.Figures.Cpu);
        await server.BroadcastAsync(Events, _interval, SmallEvent);
        var result = await load.WaitAsync((long)Events * Clients);
        cpu = server.Figures.Cpu - cpu;
        allocated = await server.RuntimeAsync("allocated") - allocated;
        return
        [
            cpu.TotalMicroseconds / result.Received, result.Median.TotalMilliseconds, result.P99.TotalMilliseconds,
            allocated / result.Received, (Events * Clients) - result.Received, result.Ended,
        ];
    }
}
