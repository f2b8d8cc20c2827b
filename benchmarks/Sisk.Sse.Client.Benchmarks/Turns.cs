using System.Diagnostics;

namespace Sisk.Sse.Client.Benchmarks;

/// <summary>The two loops by turns, so that both see whatever else the machine does.</summary>
internal static class Turns
{
    private const int Rounds = 200;

    public static async Task RunAsync()
    {
        var benchmarks = new ReadBenchmarks();
        var (byHand, generated) = (new List<double>(), new List<double>());
        for (var i = 0; i < Rounds + 50; i++)
        {
            byHand.Add(await MeasureAsync(benchmarks.ByHand));
            generated.Add(await MeasureAsync(benchmarks.Generated));
        }

        var (one, other) = (Median(byHand), Median(generated));
        Console.WriteLine(
            $"by hand {one:N0} events/s, generated {other:N0} events/s: {other / one:F2} of it (medians of {Rounds} rounds by turns)");
    }

    private static async Task<double> MeasureAsync(Func<Task<int>> read)
    {
        var start = Stopwatch.GetTimestamp();
        await read();
        return ReadBenchmarks.Events / Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    /// <summary>Without the first rounds, in which code is compiled.</summary>
    private static double Median(List<double> rates) => rates[^Rounds..].Order().ElementAt(Rounds / 2);
}
