using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Sisk.Sse.Benchmarks.Processes;

namespace Sisk.Sse.Benchmarks.Servers;

/// <summary>
/// nginx with the nchan module, one worker. Published to over one connection that is kept alive; that is not part of its own CPU time.
/// </summary>
internal sealed class NchanServer : IServer
{
    internal const string Module = "/usr/lib/nginx/modules/ngx_nchan_module.so";

    private readonly string _folder = Directory.CreateTempSubdirectory("nchan").FullName;
    private readonly HttpClient _publisher = new();
    private Process _nginx = null!;

    private NchanServer()
    {
    }

    public int Port { get; private set; }

    public ProcessFigures Figures => new(_nginx.Id);

    internal static async Task<IServer> StartAsync()
    {
        var server = new NchanServer();
        server.Port = FreePort();
        var configuration = Path.Combine(server._folder, "nginx.conf");
        await File.WriteAllTextAsync(configuration, server.Configuration());
        server._nginx = Process.Start(
            new ProcessStartInfo("nginx", ["-p", server._folder, "-c", configuration, "-e", Path.Combine(server._folder, "error.log")]))!;
        await server.WaitAsync();
        return server;
    }

    public Task BroadcastAsync(int count, TimeSpan interval, int bytes) =>
        Stamp.SendAsync(count, interval, bytes, async data =>
        {
            using var answer = await _publisher.PostAsync($"http://127.0.0.1:{Port}/publish", new StringContent(data));
            answer.EnsureSuccessStatusCode();
        });

    public Task<double> RuntimeAsync(string figure) => Task.FromResult(double.NaN);

    public void Dispose()
    {
        _publisher.Dispose();

        // The master ends its worker on SIGTERM; killed, it would leave the worker behind.
        using (var signal = Process.Start("kill", ["-TERM", $"{_nginx.Id}"]))
        {
            signal.WaitForExit();
        }

        if (!_nginx.WaitForExit(TimeSpan.FromSeconds(5)))
        {
            _nginx.Kill(entireProcessTree: true);
        }

        _nginx.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private string Configuration() => $$"""
        load_module {{Module}};
        daemon off;
        {{(Environment.IsPrivilegedProcess ? "user root;" : "")}}
        worker_processes 1;
        worker_rlimit_nofile 20000;
        pid {{_folder}}/nginx.pid;
        error_log {{_folder}}/error.log;
        events { worker_connections 19000; }
        http {
          access_log off;
          client_body_temp_path {{_folder}}/body;
          nchan_shared_memory_size 256M;
          keepalive_requests 1000000;
          server {
            listen 127.0.0.1:{{Port}} backlog=4096;
            location = /events {
              nchan_subscriber eventsource;
              nchan_channel_id bench;
              nchan_subscriber_first_message newest;
              nchan_eventsource_ping_interval 15;
            }
            location = /publish {
              nchan_publisher;
              nchan_channel_id bench;
            }
          }
        }
        """;

    private async Task WaitAsync()
    {
        for (var tries = 0; ; tries++)
        {
            try
            {
                using var probe = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
                await probe.ConnectAsync(IPAddress.Loopback, Port);
                return;
            }
            catch (SocketException) when (tries < 100)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(20));
            }
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
