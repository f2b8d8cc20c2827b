using Sisk.Sse.Benchmarks.Load;
using Sisk.Sse.Benchmarks.Reporting;
using Sisk.Sse.Benchmarks.Servers;
using static Sisk.Sse.Benchmarks.Scenarios.Common;

namespace Sisk.Sse.Benchmarks.Scenarios;

/// <summary>Everyone comes at once: the time until all streams are open.</summary>
internal static class Connect
{
    private const int Clients = 10_000;
    private const int WarmUp = 2000;

    internal static Scenario Scenario => new(
        "connect",
        $"{Clients:n0} clients connecting at once",
        [new("until all are open", "0.00 s", ServerKinds.Kestrel), new("CPU per connection", "0 µs", ServerKinds.Kestrel)],
        Rows(MeasureAsync, ServerKinds.Floor, ServerKinds.FloorInC),
        [.. Targets("time × bare Kestrel", 1.5, static (results, row) => results.Ratio(row, ServerKinds.Kestrel, 0))]);

    private static async Task<double[]> MeasureAsync(ServerKind kind)
    {
        using var server = await kind.StartAsync();
        using var load = new LoadProcess();
        await load.OpenAsync(server.Port, WarmUp);

        // Tier-1 compilation of hot methods is not a cost of the connections.
        await Task.Delay(TimeSpan.FromMilliseconds(500));
        var cpu = server.Figures.Cpu;
        var time = await load.OpenAsync(server.Port, Clients);
        return [time.TotalSeconds, (server.Figures.Cpu - cpu).TotalMicroseconds / Clients];
    }
}
