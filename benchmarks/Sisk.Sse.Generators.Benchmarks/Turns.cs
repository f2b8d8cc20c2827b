using System.Diagnostics;
using System.Globalization;

namespace Sisk.Sse.Generators.Benchmarks;

/// <summary>Cold runs of all generators by turns, so that each sees whatever else the machine does.</summary>
internal static class Turns
{
    private const string Compared = "LoggerMessage";
    private const int WarmUpRounds = 5;
    private static readonly string[] _generators = ["EventStreams", "HardEventStreams", Compared];

    public static void Run(int methods, int rounds)
    {
        var benchmarks = _generators.ToDictionary(static generator => generator, generator => Create(generator, methods));
        var times = _generators.ToDictionary(static generator => generator, static _ => new List<double>());
        for (var round = 0; round < WarmUpRounds + rounds; round++)
        {
            foreach (var generator in _generators)
            {
                times[generator].Add(Measure(benchmarks[generator]));
            }
        }

        foreach (var generator in _generators)
        {
            var least = times[generator].Skip(WarmUpRounds).Min();
            var ratios = times[generator].Zip(times[Compared], static (one, other) => one / other).Skip(WarmUpRounds).Order().ToArray();
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"cold, {methods} methods, {generator}: median {Median(times[generator].Skip(WarmUpRounds)):F1} ms, "
                + $"{Median(ratios):F2} x {Compared} ({ratios[rounds / 4]:F2}-{ratios[rounds * 3 / 4]:F2}); "
                + $"least {least:F1} ms, {least / times[Compared].Skip(WarmUpRounds).Min():F2} x"));
        }
    }

    private static GeneratorBenchmarks Create(string generator, int methods)
    {
        var benchmarks = new GeneratorBenchmarks { Generator = generator, Methods = methods };
        benchmarks.Setup();
        return benchmarks;
    }

    private static double Measure(GeneratorBenchmarks benchmarks)
    {
        benchmarks.Forget();
        GC.Collect();
        var start = Stopwatch.GetTimestamp();
        benchmarks.Cold();
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }

    private static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        return sorted[sorted.Length / 2];
    }
}
