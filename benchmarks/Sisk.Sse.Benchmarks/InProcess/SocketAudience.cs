using System.Diagnostics.Metrics;
using System.Net.Sockets;
using Sisk.Sse.Benchmarks.Load;
using Sisk.Sse.Benchmarks.Servers;
using Sisk.Sse.Telemetry;
using Sisk.Sse.Transport;

namespace Sisk.Sse.Benchmarks.InProcess;

/// <summary>
/// A server and its clients in one process. The clients read nothing while the server sends, so that all cores are the server's: the system
/// keeps the events in their sockets.
/// </summary>
internal sealed class SocketAudience : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly List<Socket> _clients = [];
    private readonly MeterListener _listener = new();
    private readonly SemaphoreSlim _written = new(0);
    private double _lag;

    private SocketAudience(WebApplication app)
    {
        _app = app;
        _listener.InstrumentPublished = static (instrument, listener) =>
        {
            if (instrument.Name == StreamMetrics.LagName)
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<double>((_, seconds, _, _) =>
        {
            _lag = seconds;
            _written.Release();
        });
    }

    internal static async Task<SocketAudience> StartAsync(int clients, int writers)
    {
        var builder = Web.CreateBuilder();
        builder.Services.AddEventStreams(options =>
        {
            options.Transport = StreamTransport.Socket;
            options.Threads = options.Threads with { Max = writers, ConnectionsEachAtRest = options.Threads.ConnectionsEach };
        });
        var app = builder.Build();
        app.MapEventStreams();
        var port = await Web.StartAsync(app);
        var audience = new SocketAudience(app);
        for (var i = 0; i < clients; i++)
        {
            var client = LoadGenerator.Request(port, "/events");

            // Not asynchronously: the runtime would then look at each socket that has got something.
            client.Receive(new byte[1024]);
            audience._clients.Add(client);
        }

        audience._listener.Start();
        return audience;
    }

    /// <summary>Broadcasts an event, and measures the time until the system has it for all clients.</summary>
    internal async Task<TimeSpan> BroadcastAsync(string data)
    {
        await _app.Services.GetRequiredService<BenchEventsBroadcaster>().BroadcastWatchAsync(data);
        await _written.WaitAsync();
        return TimeSpan.FromSeconds(_lag);
    }

    /// <summary>Reads what the clients have got.</summary>
    internal void Drain()
    {
        var buffer = new byte[4096];
        foreach (var client in _clients.Where(static client => client.Available > 0))
        {
            client.Receive(buffer);
        }
    }

    public async ValueTask DisposeAsync()
    {
        _listener.Dispose();
        _clients.ForEach(static client => client.Dispose());
        await _app.DisposeAsync();
        _written.Dispose();
    }
}
