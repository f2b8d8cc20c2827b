using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Sisk.Sse.Configuration;
using Sisk.Sse.Connections.Timing;
using Sisk.Sse.Sessions;

namespace Sisk.Sse.Stress;

/// <summary>An application with the streams under stress, on Kestrel at a loopback address.</summary>
internal sealed class StressApp : IAsyncDisposable
{
    private readonly WebApplication _app;

    private StressApp(WebApplication app)
    {
        _app = app;
        Address = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
    }

    internal Uri Address { get; }

    internal HttpEventSourceCollection Sources => _app.EventSources;

    internal StressEventsBroadcaster Broadcaster => _app.Services.GetRequiredService<StressEventsBroadcaster>();

    /// <summary>Gets the number of open streams, with or without an identifier.</summary>
    internal int OpenConnections => _app.Services.GetRequiredService<SessionRegistry>().Connections;

    /// <summary>Gets the number of sessions whose response has not been returned to the server.</summary>
    internal int Sessions => _app.Services.GetRequiredService<SessionRegistry>().All().Length;

    /// <summary>Gets the number of entries in the delivery clock.</summary>
    internal int ClockEntries => _app.Services.GetRequiredService<DeliveryClock>().Count;

    internal static async Task<StressApp> StartAsync(
        Scale scale, Action<EventStreamOptions>? options = null, int port = 0, int? sendBuffer = null, Action<WebApplication>? map = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, port));
        builder.WebHost.UseSockets(sockets =>
        {
            sockets.Backlog = 4096;
            if (sendBuffer is { } size)
            {
                sockets.CreateBoundListenSocket = endpoint => Bind(endpoint, size);
            }
        });
        builder.Logging.ClearProviders();
        builder.Services.AddEventStreams(all =>
        {
            all.Transport = scale.Transport;

            // Rounds that are small are shared, too, so that each scenario also tests that.
            all.Threads = new DeliveryThreads(Max: 8, ConnectionsEach: 1, ConnectionsEachAtRest: 1);
            options?.Invoke(all);
        });
        var app = builder.Build();
        app.MapEventStreams();
        map?.Invoke(app);
        app += new Route(RouteMethod.Get, "/source/{name}", async request =>
        {
            var sse = request.GetEventSource("source/" + request.RouteValues["name"]);
            await sse.KeepAliveAsync().ConfigureAwait(false);
            return sse.Close();
        });
        await app.StartAsync().ConfigureAwait(false);
        return new StressApp(app);
    }

    /// <summary>Waits until the given number of identified sources are open. Fails after 30 seconds.</summary>
    internal async Task CountReachesAsync(int count)
    {
        var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        EventHandler<HttpRequestEventSource> look = (_, _) =>
        {
            if (Sources.Count == count)
            {
                reached.TrySetResult();
            }
        };
        Sources.OnEventSourceRegistered += look;
        Sources.OnEventSourceUnregistration += look;
        look(Sources, null!);
        try
        {
            await reached.Task.WaitAsync(TimeSpan.FromSeconds(30)).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            Check.That(false, $"{Sources.Count} sources are open, not {count}.");
        }
        finally
        {
            Sources.OnEventSourceRegistered -= look;
            Sources.OnEventSourceUnregistration -= look;
        }
    }

    internal Task StopAsync() => _app.StopAsync();

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    /// <summary>Creates a listener with a small send buffer, which its connections inherit.</summary>
    private static Socket Bind(EndPoint endpoint, int sendBuffer)
    {
        var listener = SocketTransportOptions.CreateDefaultBoundListenSocket(endpoint);
        listener.SendBufferSize = sendBuffer;
        return listener;
    }
}
