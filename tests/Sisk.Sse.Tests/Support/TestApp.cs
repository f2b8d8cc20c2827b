using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Sisk.Sse.Configuration;
using Sisk.Sse.Routing;

namespace Sisk.Sse.Tests.Support;

/// <summary>An application with event streams on Kestrel, listening on a free loopback port.</summary>
internal sealed class TestApp : IAsyncDisposable
{
    private TestApp(WebApplication app, HttpProtocols protocols)
    {
        Application = app;
        var addresses = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses;
        RawAddress = new Uri(addresses.Last());
        // A client that leaves closes its connection at once, rather than wait for the rest of the response.
        Client = new HttpClient(new SocketsHttpHandler { ResponseDrainTimeout = TimeSpan.Zero })
        {
            BaseAddress = new Uri(addresses.First()),
            DefaultRequestVersion = protocols is HttpProtocols.Http2 ? HttpVersion.Version20 : HttpVersion.Version11,
            DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };
    }

    internal WebApplication Application { get; }

    internal HttpClient Client { get; }

    /// <summary>Gets the address that accepts HTTP/1.1, whichever protocol <see cref="Client"/> uses.</summary>
    internal Uri RawAddress { get; }

    internal HttpEventSourceCollection Sources => Application.EventSources;

    internal LogCollector Logs => Application.Services.GetRequiredService<LogCollector>();

    internal static async Task<TestApp> StartAsync(
        Action<WebApplication>? map = null,
        Action<EventStreamOptions>? options = null,
        Action<IServiceCollection>? services = null,
        HttpProtocols protocols = HttpProtocols.Http1,
        Action<EventStreamsBuilder>? streams = null,
        IPAddress? address = null,
        Action<WebApplication>? mapStreams = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(address ?? IPAddress.Loopback, 0, listen => listen.Protocols = protocols);
            if (protocols is not HttpProtocols.Http1)
            {
                kestrel.Listen(IPAddress.Loopback, 0, static listen => listen.Protocols = HttpProtocols.Http1);
            }
        });
        builder.Logging.ClearProviders();
        var logs = new LogCollector();
        builder.Logging.AddProvider(logs);
        builder.Services.AddSingleton(logs);
        services?.Invoke(builder.Services);
        var added = builder.Services.AddEventStreams(all =>
        {
            // Rounds that are small are shared by several threads, too, so that each test also covers that.
            all.Threads = new DeliveryThreads(Max: 8, ConnectionsEach: 1, ConnectionsEachAtRest: 1);
            options?.Invoke(all);
        });
        streams?.Invoke(added);

        // Each test registers the services of the streams that it opens, and no others.
        builder.Services.RemoveAll<ServiceRequirement>();
        var app = builder.Build();
        mapStreams ??= static app => app.MapEventStreams();
        mapStreams(app);
        map?.Invoke(app);
        await app.StartAsync(TestContext.Current.CancellationToken);
        return new TestApp(app, protocols);
    }

    /// <summary>Returns a callback that adds the given routes.</summary>
    internal static Action<WebApplication> With(params Route[] routes) =>
        app =>
        {
            foreach (var route in routes)
            {
                app += route;
            }
        };

    internal T Get<T>()
        where T : notnull => Application.Services.GetRequiredService<T>();

    internal Task<StreamReading> OpenAsync(string path, string? lastEventId = null) => StreamReading.OpenAsync(Client, path, lastEventId);

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await Application.DisposeAsync();
    }
}
