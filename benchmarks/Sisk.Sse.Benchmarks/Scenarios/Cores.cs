using System.Diagnostics;
using Sisk.Sse.Benchmarks.InProcess;
using Sisk.Sse.Benchmarks.Reporting;

namespace Sisk.Sse.Benchmarks.Scenarios;

/// <summary>One stream whose writes cost processor time: two cores must deliver nearly twice as much as one.</summary>
internal static class Cores
{
    private const int Connections = 2000;
    private const int Events = 200;
    private const string One = "one";
    private const string Two = "two";
    private static readonly TimeSpan _cost = TimeSpan.FromMicroseconds(5);

    internal static Scenario Scenario => new(
        "cores",
        $"one stream with {Connections:n0} connections, each write takes {_cost.TotalMicroseconds} µs of a core",
        [new("deliveries", "#,0 k/s", One), new("CPU per delivery", "0.00 µs"), new("broadcaster, per connection", "0 ns")],
        [
            Row(One, "one writer", 1),
            Row(Two, "two writers", 2),
            Row("eight", "eight writers", 8),
            Row("many", "64 writers", 64),
        ],
        [new("deliveries of two writers beside one", static results => results.Ratio(Two, One, 0), 1.8, AtLeast: true)]);

    private static Row Row(string name, string title, int writers) =>
        new(name, title, () => FanOut.MeasureAsync(Connections, Events, writers, Spend));

    private static void Spend()
    {
        for (var began = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(began) < _cost;)
        {
        }
    }
}
