using System.Diagnostics;

namespace Sisk.Sse.Benchmarks.InProcess;

/// <summary>Broadcasts to an audience, each event when the one before has been written to all.</summary>
internal static class FanOut
{
    /// <summary>So many that the runtime has optimized the code, which takes a core for a while.</summary>
    private const int WarmUp = 200;

    /// <summary>Measures on its own thread, so that all threads of the pool can write.</summary>
    /// <returns>
    /// Deliveries per second in thousands, processor time per delivery, and the time of the broadcaster per connection, in ns.
    /// </returns>
    internal static Task<double[]> MeasureAsync(int connections, int events, int writers, Action flush) =>
        Task.Factory.StartNew(
            () => Measure(connections, events, writers, flush),
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default);

    private static double[] Measure(int connections, int events, int writers, Action flush)
    {
        ThreadPool.SetMinThreads(Math.Max(writers, Environment.ProcessorCount), Environment.ProcessorCount);
        using var audience = new Audience(connections, perKey: 0, written => new CostlyWriter(written, flush), writers);
        Broadcast(audience, connections, Math.Min(events, WarmUp));

        var (began, cpu) = (Stopwatch.GetTimestamp(), Environment.CpuUsage.TotalTime);
        var queueing = Broadcast(audience, connections, events);
        var elapsed = Stopwatch.GetElapsedTime(began);
        cpu = Environment.CpuUsage.TotalTime - cpu;
        var deliveries = (double)connections * events;
        return [deliveries / elapsed.TotalMilliseconds, cpu.TotalMicroseconds / deliveries, queueing.TotalNanoseconds / deliveries];
    }

    private static TimeSpan Broadcast(Audience audience, int connections, int events)
    {
        var queueing = TimeSpan.Zero;
        for (var i = 0; i < events; i++)
        {
            var expected = audience.Written.Value + connections;
            var began = Stopwatch.GetTimestamp();
            audience.Publisher.BroadcastAsync(null, "payload", CancellationToken.None).AsTask().GetAwaiter().GetResult();
            queueing += Stopwatch.GetElapsedTime(began);
            audience.Written.BlockUntil(expected);
        }

        return queueing;
    }
}
