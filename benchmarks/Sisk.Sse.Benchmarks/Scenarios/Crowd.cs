using System.Globalization;
using Sisk.Sse.Benchmarks.Load;
using Sisk.Sse.Benchmarks.Reporting;
using Sisk.Sse.Benchmarks.Servers;

namespace Sisk.Sse.Benchmarks.Scenarios;

/// <summary>
/// Many clients connect to a stream that others listen to. The events that they missed are found and sent while broadcasts continue, which
/// must not wait for them.
/// </summary>
internal static class Crowd
{
    private const int Listeners = 100;
    private const int Size = 10_000;
    private const int WarmUp = 100;

    /// <summary>So many that the last come after the crowd.</summary>
    private const int Events = 600;
    private const int SmallEvent = 120;
    private const int P99 = 1;
    private const string Newcomers = "newcomers";
    private const string Returning = "returning";
    private static readonly TimeSpan _interval = TimeSpan.FromMilliseconds(5);

    internal static Scenario Scenario => new(
        "crowd",
        $"an event of {SmallEvent} bytes every {_interval.TotalMilliseconds} ms to {Listeners} clients, "
        + $"while {Size:n0} others connect to another key",
        [new("p50", "0.0 ms"), new("p99", "0.0 ms"), new("until all are open", "0.00 s"), new("lost", "0")],
        [
            new("alone", "nobody else", () => MeasureAsync(0, after: 0)),
            new(Newcomers, "newcomers", () => MeasureAsync(Size, after: 0)),
            new(
                Returning,
                $"clients that have missed {HistoryServer.Missed} events of {HistoryServer.Kept:n0}",
                () => MeasureAsync(Size, HistoryServer.Kept - HistoryServer.Missed)),
        ],
        [
            new(
                "p99 of returning clients less that of newcomers, in ms",
                static results => results.Median(Returning, P99) - results.Median(Newcomers, P99),
                5),
        ]);

    private static async Task<double[]> MeasureAsync(int size, int after)
    {
        using var server = await LineServer.StartSelfAsync(HistoryServer.Name);
        using var load = new LoadProcess();
        using var crowd = new LoadProcess();
        await load.OpenAsync(server.Port, Listeners, "/rooms/listeners");
        await crowd.OpenAsync(server.Port, 1000, "/rooms/crowd", await LastEventIdAsync(server.Port, after));
        await server.BroadcastAsync(WarmUp, _interval, SmallEvent);
        await load.WaitAsync((long)WarmUp * Listeners);
        await load.ResetAsync();

        var broadcasting = server.BroadcastAsync(Events, _interval, SmallEvent);
        var opened = size == 0
            ? TimeSpan.Zero
            : await crowd.OpenAsync(server.Port, size, "/rooms/crowd", await LastEventIdAsync(server.Port, after));
        await broadcasting;
        var result = await load.WaitAsync((long)Events * Listeners);
        return [result.Median.TotalMilliseconds, result.P99.TotalMilliseconds, opened.TotalSeconds, (Events * Listeners) - result.Received];
    }

    private static async Task<string?> LastEventIdAsync(int port, int after)
    {
        using var client = new HttpClient();
        return after == 0
            ? null
            : await client.GetStringAsync(new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}/id/{after}")));
    }
}
