using System.Diagnostics;

namespace Sisk.Sse.ScaleOut.Benchmarks;

/// <summary>The result of one run.</summary>
internal sealed record Result(
    double EventsPerSecond, double BurstP99, double ProcessorMicroseconds, double DatabaseMicroseconds, double PacedP50, double PacedP99);

/// <summary>A burst, for the throughput, and a steady pace, for the latency.</summary>
internal static class Measure
{
    /// <summary>Between two events at a steady pace.</summary>
    internal static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(5);

    private const int InFlight = 64;
    private const int PacedEvents = 600;

    internal static async Task<Result> RunAsync(Backplane backplane, int servers, int clients, int events)
    {
        var arrivals = new Arrivals();
        await backplane.StartAsync(servers, clients, arrivals);
        var deliveries = servers * clients;
        await BurstAsync(backplane, arrivals, 2000, deliveries);

        var (started, own, others) = (Stopwatch.GetTimestamp(), Environment.CpuUsage.TotalTime, backplane.Database.Time);
        await BurstAsync(backplane, arrivals, events, deliveries);
        var burst = new
        {
            PerSecond = events / Stopwatch.GetElapsedTime(started).TotalSeconds,
            P99 = arrivals.Percentile(0.99),
            Own = (Environment.CpuUsage.TotalTime - own).TotalMicroseconds / events,
            Database = (backplane.Database.Time - others).TotalMicroseconds / events,
        };

        var all = arrivals.Expect(PacedEvents * deliveries);
        using var timer = new PeriodicTimer(Pace);
        for (var i = 0; i < PacedEvents; i++)
        {
            await timer.WaitForNextTickAsync();
            await backplane.SendAsync(i, Arrivals.Stamp());
        }

        await all.WaitAsync(TimeSpan.FromSeconds(30));
        return new Result(burst.PerSecond, burst.P99, burst.Own, burst.Database, arrivals.Percentile(0.5), arrivals.Percentile(0.99));
    }

    /// <summary>Sends as fast as is taken, with a bounded number on the way; ends when every client has all of it.</summary>
    internal static async Task BurstAsync(Backplane backplane, Arrivals arrivals, int events, int deliveries)
    {
        var all = arrivals.Expect(events * deliveries);
        var onTheWay = new Queue<Task>();
        for (var i = 0; i < events; i++)
        {
            if (onTheWay.Count == InFlight)
            {
                await onTheWay.Dequeue();
            }

            onTheWay.Enqueue(backplane.SendAsync(i, Arrivals.Stamp()));
        }

        await Task.WhenAll(onTheWay);
        await all.WaitAsync(TimeSpan.FromSeconds(60));
    }
}
