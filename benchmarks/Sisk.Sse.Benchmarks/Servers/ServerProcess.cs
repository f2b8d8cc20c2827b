using System.Diagnostics;
using System.Globalization;

namespace Sisk.Sse.Benchmarks.Servers;

/// <summary>A server in a process of its own, whose CPU time and memory the operating system tells. Driven by lines on its standard input.</summary>
internal sealed class ServerProcess : IDisposable
{
    private readonly Process _process;

    private ServerProcess(Process process, int port)
    {
        _process = process;
        Port = port;
    }

    internal int Port { get; }

    internal TimeSpan Cpu
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime;
        }
    }

    internal long Memory
    {
        get
        {
            _process.Refresh();
            return _process.WorkingSet64;
        }
    }

    internal static async Task<ServerProcess> StartAsync(string kind, int port)
    {
        var process = Process.Start(new ProcessStartInfo(Environment.ProcessPath!, ["serve", kind, port.ToString(CultureInfo.InvariantCulture)])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!;
        var server = new ServerProcess(process, port);
        await server.ReadAsync("ready");
        return server;
    }

    /// <summary>Has the server send events, and returns when it has sent the last.</summary>
    internal async Task BroadcastAsync(int count, TimeSpan interval, int bytes)
    {
        await _process.StandardInput.WriteLineAsync($"{count} {interval.TotalMilliseconds} {bytes}");
        await ReadAsync("done");
    }

    /// <summary>The child's side: serves until its standard input ends.</summary>
    internal static async Task ServeAsync(IFanOutServer server, int port)
    {
        await server.StartAsync(port);
        await Console.Out.WriteLineAsync("ready");
        while (await Console.In.ReadLineAsync() is { } line)
        {
            var words = line.Split(' ');
            var (count, interval, bytes) = (int.Parse(words[0], CultureInfo.InvariantCulture),
                TimeSpan.FromMilliseconds(double.Parse(words[1], CultureInfo.InvariantCulture)), int.Parse(words[2], CultureInfo.InvariantCulture));
            for (var sent = 0; sent < count; sent++)
            {
                // "@" and a monotonic timestamp, which both processes read from the same clock.
                var stamp = "@" + Stopwatch.GetTimestamp().ToString("d20", CultureInfo.InvariantCulture);
                await server.BroadcastAsync(stamp.PadRight(bytes, 'x'));
                if (interval > TimeSpan.Zero)
                {
                    await Task.Delay(interval);
                }
            }

            await Console.Out.WriteLineAsync("done");
        }
    }

    public void Dispose()
    {
        _process.StandardInput.Close();
        if (!_process.WaitForExit(TimeSpan.FromSeconds(5)))
        {
            _process.Kill();
        }

        _process.Dispose();
    }

    private async Task ReadAsync(string expected)
    {
        var line = await _process.StandardOutput.ReadLineAsync();
        if (line != expected)
        {
            throw new InvalidOperationException($"The server said '{line}' where '{expected}' was expected.");
        }
    }
}
