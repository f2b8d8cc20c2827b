using Sisk.Sse.Benchmarks.InProcess;
using Sisk.Sse.Benchmarks.Reporting;

namespace Sisk.Sse.Benchmarks.Scenarios;

/// <summary>One event for many clients over sockets, while no client reads: the time until the system has all of it.</summary>
internal static class Sockets
{
    private const int Clients = 2000;

    /// <summary>So many that the runtime has optimized the code.</summary>
    private const int WarmUp = 150;
    private const int Events = 60;
    private const string One = "one";
    private const string Two = "two";
    private static readonly string _text = new('x', Common.SmallEvent);

    internal static Scenario Scenario => new(
        "sockets",
        $"an event of {Common.SmallEvent} bytes to {Clients:n0} clients over sockets, which read it later",
        [new("median until all is sent", "0.00 ms", One), new("deliveries", "#,0 k/s", One), new("CPU per delivery", "0.0 µs")],
        [Row(One, "one writer", 1), Row(Two, "two writers", 2)],
        [new("deliveries of two writers beside one", static results => results.Ratio(Two, One, 1), 1.5, AtLeast: true)]);

    private static Row Row(string name, string title, int writers) => new(name, title, () => Task.Run(() => MeasureAsync(writers)));

    private static async Task<double[]> MeasureAsync(int writers)
    {
        await using var audience = await SocketAudience.StartAsync(Clients, writers);
        for (var i = 0; i < WarmUp; i++)
        {
            await audience.BroadcastAsync(_text);
            audience.Drain();
        }

        var (lags, cpu) = (new List<double>(), TimeSpan.Zero);
        for (var i = 0; i < Events; i++)
        {
            var before = Environment.CpuUsage.TotalTime;
            lags.Add((await audience.BroadcastAsync(_text)).TotalMilliseconds);
            cpu += Environment.CpuUsage.TotalTime - before;
            audience.Drain();
        }

        lags.Sort();
        var median = lags[lags.Count / 2];
        return [median, Clients / median, cpu.TotalMicroseconds / (Clients * Events)];
    }
}
