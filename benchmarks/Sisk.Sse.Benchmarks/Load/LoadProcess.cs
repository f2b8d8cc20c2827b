using System.Globalization;
using Sisk.Sse.Benchmarks.Processes;

namespace Sisk.Sse.Benchmarks.Load;

/// <summary>The load generator in a process of its own: both ends of the lines that drive it.</summary>
internal sealed class LoadProcess : IDisposable
{
    private readonly ChildProcess _process = ChildProcess.StartSelf("load");

    /// <summary>Opens streams, and says how long it took until all were open.</summary>
    internal async Task<TimeSpan> OpenAsync(int port, int count, string path = "/events", string? lastEventId = null) =>
        new(Number(await _process.AskAsync($"open {port} {path} {count} {lastEventId}".TrimEnd())));

    internal Task StallAsync(int port, int count) => _process.AskAsync($"stall {port} {count}");

    internal Task ResetAsync() => _process.AskAsync("reset");

    /// <summary>Waits for as many events, or for as long as any still come.</summary>
    internal async Task<LoadResult> WaitAsync(long expected) => LoadResult.FromLine(await _process.AskAsync($"wait {expected}"));

    /// <summary>The 99th percentile of the latency of an ordinary endpoint.</summary>
    internal async Task<TimeSpan> ProbeAsync(int port, string path, int count) =>
        new(Number(await _process.AskAsync($"probe {port} {path} {count}")));

    public void Dispose() => _process.Dispose();

    /// <summary>The child's side: obeys until its standard input ends.</summary>
    internal static void Serve()
    {
        var load = new LoadGenerator();
        while (Console.In.ReadLine() is { } line)
        {
            Console.Out.WriteLine(Obey(load, line.Split(' ')));
            Console.Out.Flush();
        }
    }

    private static string Obey(LoadGenerator load, string[] words)
    {
        switch (words)
        {
            case ["open", var port, var path, var count, .. var lastEventId]:
                var opened = load.Open((int)Number(port), path, (int)Number(count), lastEventId.FirstOrDefault());
                return opened.Ticks.ToString(CultureInfo.InvariantCulture);
            case ["stall", var port, var count]:
                load.Stall((int)Number(port), (int)Number(count));
                return "done";
            case ["reset"]:
                load.Counts.Reset();
                return "done";
            case ["wait", var expected]:
                load.Wait(Number(expected), TimeSpan.FromSeconds(3));
                return load.Counts.ToResult().ToLine();
            case ["probe", var port, var path, var count]:
                return Probe.Run((int)Number(port), path, (int)Number(count)).Percentile(0.99).Ticks.ToString(CultureInfo.InvariantCulture);
            default:
                throw new ArgumentException($"The load generator does not know '{string.Join(' ', words)}'.");
        }
    }

    private static long Number(string word) => long.Parse(word, CultureInfo.InvariantCulture);
}
