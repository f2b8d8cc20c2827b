using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Sisk.Sse.Tests.Support;

namespace Sisk.Sse.Redis.Tests.Support;

/// <summary>A redis-server of the tests' own, on a free port and with its data in a folder of its own.</summary>
public sealed class RedisServer : IAsyncLifetime
{
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(20);

    private readonly string[] _settings;
    private readonly string _folder = Directory.CreateTempSubdirectory("sisk-sse-redis-").FullName;
    private Process? _process;

    public RedisServer()
        : this("--save", "", "--appendonly", "no")
    {
    }

    internal RedisServer(params string[] settings) => _settings = settings;

    internal int Port { get; } = FreePort();

    internal string Configuration => $"127.0.0.1:{Port}";

    public async ValueTask InitializeAsync() => await StartAsync();

    internal async Task StartAsync()
    {
        var program = Tool.Find("redis-server") ?? throw Tool.Missing("redis-server is not installed", "apt-get install redis-server");
        var start = new ProcessStartInfo(program, ["--port", $"{Port}", "--bind", "127.0.0.1", "--dir", _folder, .. _settings])
        {
            RedirectStandardOutput = true,
        };
        _process = Process.Start(start)!;
        var ready = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _process.OutputDataReceived += (_, line) =>
        {
            if (line.Data is null)
            {
                ready.TrySetException(new InvalidOperationException("redis-server ended before it was ready."));
            }
            else if (line.Data.Contains("Ready to accept connections", StringComparison.Ordinal))
            {
                ready.TrySetResult();
            }
        };
        _process.BeginOutputReadLine();
        await ready.Task.WaitAsync(_patience);
    }

    /// <summary>Ends it as a power failure does.</summary>
    internal async Task KillAsync()
    {
        _process!.Kill();
        await _process.WaitForExitAsync().WaitAsync(_patience);
        _process.Dispose();
        _process = null;
    }

    /// <summary>It answers nobody from here on, and keeps its connections.</summary>
    internal Task PauseAsync() => SignalAsync("-STOP");

    internal Task ContinueAsync() => SignalAsync("-CONT");

    public async ValueTask DisposeAsync()
    {
        if (_process is not null)
        {
            await KillAsync();
        }

        Directory.Delete(_folder, recursive: true);
    }

    private async Task SignalAsync(string signal)
    {
        using var kill = Process.Start("kill", [signal, $"{_process!.Id}"]);
        await kill.WaitForExitAsync();
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
