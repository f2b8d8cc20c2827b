using Sisk.Sse.Benchmarks.InProcess;
using Sisk.Sse.Benchmarks.Reporting;

namespace Sisk.Sse.Benchmarks.Scenarios;

/// <summary>
/// One stream whose writes take time but no processor, so that a machine with few cores shows how evenly many threads share a round.
/// </summary>
internal static class Threads
{
    private const int Connections = 4096;
    private static readonly TimeSpan _wait = TimeSpan.FromMilliseconds(1);
    private static readonly int[] _writers = [1, 8, 16, 32, 64];

    internal static Scenario Scenario => new(
        "threads",
        $"one stream with {Connections:n0} connections, each write waits for {_wait.TotalMilliseconds} ms",
        [new("deliveries", "#,0.0 k/s", Name(1)), new("CPU per delivery", "0.00 µs")],
        [.. _writers.Select(static writers => new Row(Name(writers), $"{writers} writers", () => MeasureAsync(writers)))],
        [new("deliveries of 64 writers beside one", static results => results.Ratio(Name(64), Name(1), 0), 56, AtLeast: true)]);

    private static string Name(int writers) => $"{writers}";

    private static Task<double[]> MeasureAsync(int writers) =>
        FanOut.MeasureAsync(Connections, events: Math.Max(1, writers / 4), writers, static () => Thread.Sleep(_wait));
}
