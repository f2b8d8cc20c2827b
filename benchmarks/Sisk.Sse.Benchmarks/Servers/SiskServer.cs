using System.Net;

namespace Sisk.Sse.Benchmarks.Servers;

/// <summary>This library, with its default options.</summary>
internal sealed class SiskServer : IFanOutServer
{
    private BenchEventsBroadcaster _events = null!;

    public async Task StartAsync(int port)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, port));
        builder.Services.AddEventStreams();
        var app = builder.Build();
        app.MapEventStreams();
        await app.StartAsync();
        _events = app.Services.GetRequiredService<BenchEventsBroadcaster>();
    }

    public ValueTask BroadcastAsync(string data) => _events.BroadcastWatchAsync(data);
}

/// <summary>One stream for everyone.</summary>
public static class BenchEvents
{
    /// <summary>The stream.</summary>
    [RouteGet("/events")]
    public static EventStream<string> Watch() => new();
}
