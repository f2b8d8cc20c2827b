using Sisk.Sse.Benchmarks.Load;
using Sisk.Sse.Benchmarks.Reporting;
using Sisk.Sse.Benchmarks.Servers;
using static Sisk.Sse.Benchmarks.Scenarios.Common;

namespace Sisk.Sse.Benchmarks.Scenarios;

/// <summary>Clients that only wait: the memory of each, and what the pings cost.</summary>
internal static class Idle
{
    private const int Clients = 10_000;

    /// <summary>
    /// Those that are there before, with which the server is warm: what its compiled code and its pools take is not of each client.
    /// </summary>
    private const int First = 2_000;
    private const int Resident = 0;
    private const int Live = 1;
    private const int Cpu = 2;
    private static readonly TimeSpan _pingInterval = TimeSpan.FromSeconds(15);

    internal static Scenario Scenario => new(
        "idle",
        $"{Clients:n0} idle clients, pings every {_pingInterval.TotalSeconds} s where the server sends any",
        [new("memory each", "0.00 kB"), new("of it live .NET objects", "0.00 kB"), new("CPU", "0.00 '%' of a core")],
        Rows(MeasureAsync, ServerKinds.Floor, ServerKinds.FloorInC),
        [
            .. Targets(
                "memory each above bare Kestrel in kB",
                1,
                static (results, row) => results.Median(row, Resident) - results.Median(ServerKinds.Kestrel, Resident)),
            .. Targets(
                "live objects each above bare Kestrel in kB",
                1,
                static (results, row) => results.Median(row, Live) - results.Median(ServerKinds.Kestrel, Live)),
            .. Targets("CPU in % of a core", 1, static (results, row) => results.Median(row, Cpu)),
            .. Targets(
                "CPU above bare Kestrel in % of a core",
                1,
                static (results, row) => results.Median(row, Cpu) - results.Median(ServerKinds.Kestrel, Cpu)),
        ]);

    private static async Task<double[]> MeasureAsync(ServerKind kind)
    {
        using var server = await kind.StartAsync();
        using var load = new LoadProcess();
        await load.OpenAsync(server.Port, First);
        await Task.Delay(_pingInterval + TimeSpan.FromSeconds(2));
        var (live, memory) = (await server.RuntimeAsync("live"), server.Figures.Memory);
        await load.OpenAsync(server.Port, Clients - First);

        // The first round of pings is still compiled as it goes, which costs more than the pings; the next is measured, wherever in it they
        // fall.
        await Task.Delay(_pingInterval + TimeSpan.FromSeconds(2));
        var cpu = server.Figures.Cpu;
        await Task.Delay(_pingInterval);
        cpu = server.Figures.Cpu - cpu;

        // A full collection first: the reserve of the heap says nothing about a connection.
        live = await server.RuntimeAsync("live") - live;
        memory = server.Figures.Memory - memory;
        return [memory / 1024.0 / (Clients - First), live / 1024 / (Clients - First), cpu / _pingInterval * 100];
    }
}
