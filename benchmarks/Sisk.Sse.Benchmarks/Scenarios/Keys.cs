using System.Diagnostics;
using Sisk.Sse.Benchmarks.InProcess;
using Sisk.Sse.Benchmarks.Reporting;

namespace Sisk.Sse.Benchmarks.Scenarios;

/// <summary>A broadcast to one key of many, in process: its time must not depend on how many other connections there are.</summary>
internal static class Keys
{
    private const int PerKey = 2;
    private const int Broadcasts = 50_000;
    private static readonly int[] _connections = [1000, 10_000, 100_000];

    internal static Scenario Scenario => new(
        "keys",
        $"broadcast to one key with {PerKey} connections, in process, until both have it",
        [new("the same key", "0.00 µs", Name(1000)), new("keys at random", "0.00 µs", Name(1000))],
        [.. _connections.Select(count => new Row(Name(count), $"{count:n0} connections", () => Task.Run(() => Measure(count))))],
        [
            new("the same key, 100,000 connections beside 1,000", static results => results.Ratio(Name(100_000), Name(1000), 0), 1.25),
            new("keys at random, 100,000 connections beside 1,000", static results => results.Ratio(Name(100_000), Name(1000), 1), 2),
        ]);

    private static string Name(int connections) => $"{connections:n0}";

    private static double[] Measure(int connections)
    {
        using var audience = new Audience(connections, PerKey);
        var keys = connections / PerKey;
        var random = new Random(1);
        Time(audience, () => random.Next(keys));

        // As in a server that has been up for a while. Otherwise, garbage collections during the run move the new connections, and scan
        // each one that was written to.
        GC.Collect();
        Time(audience, () => keys / 2);
        return [Time(audience, () => keys / 2), Time(audience, () => random.Next(keys))];
    }

    private static double Time(Audience audience, Func<int> nextKey)
    {
        var expected = audience.Written.Value;
        var began = Stopwatch.GetTimestamp();
        for (var i = 0; i < Broadcasts; i++)
        {
            var accepted = audience.Publisher.BroadcastAsync($"{nextKey()}", null, "payload", CancellationToken.None);
            if (!accepted.IsCompletedSuccessfully)
            {
                accepted.AsTask().GetAwaiter().GetResult();
            }
        }

        audience.Written.WaitFor(expected + (PerKey * Broadcasts));
        return Stopwatch.GetElapsedTime(began).TotalMicroseconds / Broadcasts;
    }
}
