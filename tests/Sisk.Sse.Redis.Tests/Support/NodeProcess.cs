using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Reflection;

namespace Sisk.Sse.Redis.Tests.Support;

/// <summary>A server of the application as a process of its own, at an address that it keeps.</summary>
internal sealed class NodeProcess(RedisServer redis, string applicationName) : IAsyncDisposable
{
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(30);
    private static readonly string _dll =
        typeof(NodeProcess).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(item => item.Key == "Node").Value!;

    private Process? _process;

    internal Uri Address { get; } = new($"http://127.0.0.1:{FreePort()}");

    internal async Task StartAsync()
    {
        var start = new ProcessStartInfo(
            "dotnet", [_dll, "--urls", Address.OriginalString, "--redis", redis.Configuration, "--application", applicationName])
        {
            RedirectStandardOutput = true,
        };
        _process = Process.Start(start)!;
        var ready = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _process.OutputDataReceived += (_, line) =>
        {
            if (line.Data is null)
            {
                ready.TrySetException(new InvalidOperationException("The node ended before it listened."));
            }
            else if (line.Data.StartsWith("Listening at", StringComparison.Ordinal))
            {
                ready.TrySetResult();
            }
        };
        _process.BeginOutputReadLine();
        await ready.Task.WaitAsync(_patience);
    }

    /// <summary>What kill -9 does.</summary>
    internal async Task KillAsync()
    {
        _process!.Kill();
        await _process.WaitForExitAsync().WaitAsync(_patience);
        _process.Dispose();
        _process = null;
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is not null)
        {
            await KillAsync();
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
