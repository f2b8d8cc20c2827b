using Sisk.Sse.Benchmarks.Load;
using Sisk.Sse.Benchmarks.Reporting;
using Sisk.Sse.Benchmarks.Servers;

namespace Sisk.Sse.Benchmarks.Scenarios;

/// <summary>
/// Handlers of the seed's form, which block for as long as their stream is open: what an ordinary endpoint notices of a thousand.
/// </summary>
internal static class Blocking
{
    private const int Handlers = 1000;
    private const int Requests = 2000;

    internal static Scenario Scenario => new(
        "blocking",
        $"p99 of an ordinary endpoint beside {Handlers:n0} blocking handlers",
        [
            new("without", "0.000 ms"), new("with", "0.000 ms"), new("ratio", "0.00"),
            new("until all are open", "0.00 s"), new("memory each", "0 kB"),
        ],
        [new Row(ServerKinds.SiskPipe, "Sisk.Sse", MeasureAsync)],
        [new Target("p99 beside without", static results => results.Median(ServerKinds.SiskPipe, 2), 2)]);

    private static async Task<double[]> MeasureAsync()
    {
        using var server = await LineServer.StartSelfAsync(ServerKinds.SiskPipe);
        using var load = new LoadProcess();
        await load.ProbeAsync(server.Port, "/plain", Requests);
        var without = await load.ProbeAsync(server.Port, "/plain", Requests);

        var memory = server.Figures.Memory;
        using var blockers = new LoadProcess();
        var opened = await blockers.OpenAsync(server.Port, Handlers, "/blocking");
        memory = server.Figures.Memory - memory;
        var with = await load.ProbeAsync(server.Port, "/plain", Requests);
        return [without.TotalMilliseconds, with.TotalMilliseconds, with / without, opened.TotalSeconds, memory / 1024.0 / Handlers];
    }
}
