using System.Globalization;
using Sisk.Sse.Benchmarks.Processes;

namespace Sisk.Sse.Benchmarks.Servers;

/// <summary>A server that is driven by lines on its standard input.</summary>
internal sealed class LineServer : IServer
{
    private readonly ChildProcess _process;
    private readonly bool _isDotnet;

    private LineServer(ChildProcess process, int port, bool isDotnet) => (_process, Port, _isDotnet) = (process, port, isDotnet);

    public int Port { get; }

    public ProcessFigures Figures => _process.Figures;

    internal static Task<IServer> StartSelfAsync(string kind) => WaitAsync(ChildProcess.StartSelf("serve", kind), isDotnet: true);

    /// <summary>Starts a program that is none of .NET's.</summary>
    internal static Task<IServer> StartAsync(string file, params string[] arguments) =>
        WaitAsync(ChildProcess.Start(file, arguments), isDotnet: false);

    public Task BroadcastAsync(int count, TimeSpan interval, int bytes) =>
        _process.AskAsync($"broadcast {count} {(int)interval.TotalMilliseconds} {bytes}");

    public async Task<double> RuntimeAsync(string figure) =>
        _isDotnet ? double.Parse(await _process.AskAsync(figure), CultureInfo.InvariantCulture) : double.NaN;

    public void Dispose() => _process.Dispose();

    private static async Task<IServer> WaitAsync(ChildProcess process, bool isDotnet)
    {
        var ready = await process.ReadAsync();
        return new LineServer(process, int.Parse(ready.Split(' ')[1], CultureInfo.InvariantCulture), isDotnet);
    }
}
