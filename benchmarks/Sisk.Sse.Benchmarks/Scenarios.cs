using System.Diagnostics;
using Sisk.Sse.Benchmarks.Load;
using Sisk.Sse.Benchmarks.Servers;

namespace Sisk.Sse.Benchmarks;

/// <summary>What is measured of each server, and how its row reads.</summary>
internal static class Scenarios
{
    private const int Bytes = 120;

    /// <summary>An event every 250 ms to many clients: server CPU for each delivery, and latency.</summary>
    internal static async Task<string> SteadyAsync(string kind, int port, int clients)
    {
        using var server = await ServerProcess.StartAsync(kind, port);
        using var load = new LoadClients();
        await load.OpenAsync(port, clients);
        var interval = TimeSpan.FromMilliseconds(250);
        await server.BroadcastAsync(8, interval, Bytes);
        await load.WaitAsync(8L * clients);
        load.Reset();

        const int Events = 24;
        var cpu = server.Cpu;
        await server.BroadcastAsync(Events, interval, Bytes);
        await load.WaitAsync((long)Events * clients);
        var perDelivery = (server.Cpu - cpu).TotalMicroseconds / Math.Max(1, load.Received);
        return $"| {kind} | {perDelivery:f1} µs | {load.Latencies.Percentile(0.5).TotalMilliseconds:f1} ms | {load.Latencies.Percentile(0.99).TotalMilliseconds:f1} ms | {Lost(load, Events, clients)} |";
    }

    /// <summary>Events as fast as they can be broadcast: deliveries a second.</summary>
    internal static async Task<string> BurstAsync(string kind, int port, int clients, int events)
    {
        using var server = await ServerProcess.StartAsync(kind, port);
        using var load = new LoadClients();
        await load.OpenAsync(port, clients);
        await server.BroadcastAsync(10, TimeSpan.FromMilliseconds(20), Bytes);
        await load.WaitAsync(10L * clients);
        load.Reset();

        var watch = Stopwatch.StartNew();
        await server.BroadcastAsync(events, TimeSpan.Zero, Bytes);
        await load.WaitAsync((long)events * clients);
        return $"| {kind} | {load.Received / watch.Elapsed.TotalSeconds / 1000:f0} k/s | {load.Latencies.Percentile(0.5).TotalMilliseconds:f0} ms | {load.Latencies.Percentile(0.99).TotalMilliseconds:f0} ms | {Lost(load, events, clients)} |";
    }

    /// <summary>Clients that only wait: memory of each.</summary>
    internal static async Task<string> IdleAsync(string kind, int port, int clients)
    {
        using var server = await ServerProcess.StartAsync(kind, port);
        using var load = new LoadClients();
        await load.OpenAsync(port, 100);
        var before = server.Memory;
        var watch = Stopwatch.StartNew();
        await load.OpenAsync(port, clients);
        var connected = watch.Elapsed;
        await Task.Delay(TimeSpan.FromSeconds(2));
        var perClient = (server.Memory - before) / 1024.0 / clients;
        var cpu = server.Cpu;
        await Task.Delay(TimeSpan.FromSeconds(20));
        return $"| {kind} | {perClient:f1} kB | {(server.Cpu - cpu).TotalMilliseconds / 200:f2} % | {connected.TotalSeconds:f2} s |";
    }

    private static string Lost(LoadClients load, int events, int clients) =>
        $"{((long)events * clients) - load.Received} lost, {load.Ended} disconnected";
}
