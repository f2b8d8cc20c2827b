using System.Diagnostics.Metrics;
using Sisk.Sse.Benchmarks.Load;
using Sisk.Sse.Transport;

namespace Sisk.Sse.Benchmarks.Servers;

/// <summary>This library, with its default options but for the transport.</summary>
internal sealed class SiskServer(StreamTransport transport, bool isMetered = false) : IFanOutServer
{
    private MeterListener? _listener;
    private BenchEventsBroadcaster _events = null!;

    public async Task<int> StartAsync()
    {
        _listener = isMetered ? Listen() : null;
        var builder = Web.CreateBuilder();
        builder.Services.AddEventStreams(options => options.Transport = transport);
        var app = builder.Build();
        app.MapEventStreams();
        app.MapGet("/plain", static async context =>
        {
            context.Response.ContentLength = Probe.Answer.Length;
            await context.Response.BodyWriter.WriteAsync(Probe.Answer);
        });

        // The seed's own form: a handler that blocks for as long as the stream is open.
        app += new Route(RouteMethod.Get, "/blocking", request =>
        {
            using var sse = request.GetEventSource();
            sse.Send("open");
            sse.KeepAlive();
            return sse.Close();
        });
        var port = await Web.StartAsync(app);
        _events = app.Services.GetRequiredService<BenchEventsBroadcaster>();
        return port;
    }

    private static MeterListener Listen()
    {
        var listener = new MeterListener
        {
            InstrumentPublished = static (instrument, listener) =>
            {
                if (instrument.Meter.Name == "Sisk.Sse")
                {
                    listener.EnableMeasurementEvents(instrument);
                }
            },
        };
        listener.SetMeasurementEventCallback<long>(static (_, _, _, _) => { });
        listener.SetMeasurementEventCallback<double>(static (_, _, _, _) => { });
        listener.Start();
        return listener;
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
