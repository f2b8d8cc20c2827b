using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Sisk.Sse.ScaleOut.Benchmarks;

/// <summary>A redis-server on a free port of this machine, without persistence, as a backplane is usually run.</summary>
internal sealed class RedisProcess : Database
{
    private readonly Process _process;

    internal RedisProcess()
    {
        using (var listener = new TcpListener(IPAddress.Loopback, 0))
        {
            listener.Start();
            Address = listener.LocalEndpoint.ToString()!;
        }

        var port = Address[(Address.IndexOf(':', StringComparison.Ordinal) + 1)..];
        var start = new ProcessStartInfo("redis-server", ["--port", port, "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"])
        {
            RedirectStandardOutput = true,
        };
        // The output is read to the end, because a full pipe would block the process.
        var ready = new TaskCompletionSource();
        _process = new Process { StartInfo = start };
        _process.OutputDataReceived += (_, output) =>
        {
            if (output.Data?.Contains("Ready to accept", StringComparison.Ordinal) is true)
            {
                ready.TrySetResult();
            }
        };
        _process.Start();
        _process.BeginOutputReadLine();
        ready.Task.Wait(TimeSpan.FromSeconds(10));
    }

    internal override string Address { get; }

    internal override TimeSpan Time
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime;
        }
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"redis-server at {Address}");

    public override void Dispose()
    {
        _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
    }
}
