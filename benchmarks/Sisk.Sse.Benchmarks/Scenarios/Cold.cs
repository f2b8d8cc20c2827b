using Sisk.Sse.Benchmarks.Load;
using Sisk.Sse.Benchmarks.Reporting;
using Sisk.Sse.Benchmarks.Servers;
using static Sisk.Sse.Benchmarks.Scenarios.Common;

namespace Sisk.Sse.Benchmarks.Scenarios;

/// <summary>
/// A server that has just started: its first events and a burst after them, or a burst at once. The runtime still compiles.
/// </summary>
internal static class Cold
{
    private const int Clients = 1000;
    private const int FirstEvents = 40;
    private const int Burst = 500;
    private const int WarmUps = 3;
    private const int Cpu = 0;
    private const int Rate = 3;
    private const int RateAtOnce = 5;
    private static readonly TimeSpan _interval = TimeSpan.FromMilliseconds(50);

    internal static Scenario Scenario => new(
        "cold",
        $"{Clients:n0} clients of a server that has just started: "
        + $"{FirstEvents} events of {SmallEvent} bytes every {_interval.TotalMilliseconds} ms, "
        + $"then a burst of {Burst}; another server that begins with the burst",
        [
            new("CPU per delivery", "0.0 µs", ServerKinds.FloorInC), new("p50", "0.0 ms"), new("p99", "0.0 ms", ServerKinds.FloorInC),
            new("burst", "#,0 k/s", ServerKinds.TypedResults), new("p99 of the burst", "0 ms", ServerKinds.TypedResults),
            new("burst at once", "#,0 k/s", ServerKinds.TypedResults), new("p99", "0 ms", ServerKinds.TypedResults), new("lost", "0"),
        ],
        Rows(MeasureAsync, ServerKinds.Kestrel, ServerKinds.SiskMetered),
        [
            .. Targets("CPU per delivery × floor in C", 1.1, static (results, row) => results.Ratio(row, ServerKinds.FloorInC, Cpu)),
            .. Targets(
                "burst × TypedResults", 4, static (results, row) => results.Ratio(row, ServerKinds.TypedResults, Rate), atLeast: true),
            .. Targets(
                "burst at once × TypedResults",
                4,
                static (results, row) => results.Ratio(row, ServerKinds.TypedResults, RateAtOnce),
                atLeast: true),
        ]);

    private static async Task<double[]> MeasureAsync(ServerKind kind)
    {
        using var load = new LoadProcess();
        await WarmAsync(load);
        double[] first;
        LoadResult burst;
        using (var server = await kind.StartAsync())
        {
            await load.OpenAsync(server.Port, Clients);
            var cpu = server.Figures.Cpu;
            await server.BroadcastAsync(FirstEvents, _interval, SmallEvent);
            var paced = await load.WaitAsync((long)FirstEvents * Clients);
            cpu = server.Figures.Cpu - cpu;
            first = [cpu.TotalMicroseconds / paced.Received, paced.Median.TotalMilliseconds, paced.P99.TotalMilliseconds];
            burst = await BurstAsync(server, load);
        }

        using var other = await kind.StartAsync();
        await load.OpenAsync(other.Port, Clients);
        var atOnce = await BurstAsync(other, load);
        return [.. first, .. Figures(burst), .. Figures(atOnce), (2 * Burst * Clients) - burst.Received - atOnce.Received];
    }

    private static async Task<LoadResult> BurstAsync(IServer server, LoadProcess load)
    {
        await load.ResetAsync();
        await server.BroadcastAsync(Burst, TimeSpan.Zero, SmallEvent);
        return await load.WaitAsync((long)Burst * Clients);
    }

    private static double[] Figures(LoadResult burst) => [burst.Received / burst.Duration.TotalMilliseconds, burst.P99.TotalMilliseconds];

    /// <summary>
    /// Lets the load generator read bursts of another server, because only the server should be cold. The runtime compiles its code in the
    /// pauses between them.
    /// </summary>
    private static async Task WarmAsync(LoadProcess load)
    {
        using (var other = await LineServer.StartSelfAsync(ServerKinds.SiskSocket))
        {
            await load.OpenAsync(other.Port, Clients);
            for (var warmUp = 0; warmUp < WarmUps; warmUp++)
            {
                await other.BroadcastAsync(FirstEvents, _interval, SmallEvent);
                await other.BroadcastAsync(Burst, TimeSpan.Zero, SmallEvent);
                await load.WaitAsync((long)(FirstEvents + Burst) * Clients);
                await load.ResetAsync();
            }
        }
    }
}
