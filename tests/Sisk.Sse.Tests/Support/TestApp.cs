using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Sisk.Sse.Tests.Support;

/// <summary>A real Kestrel on a free port of this machine, with event streams.</summary>
internal sealed class TestApp : IAsyncDisposable
{
    private TestApp(WebApplication app, HttpProtocols protocols)
    {
        Application = app;
        var address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        Client = new HttpClient
        {
            BaseAddress = new Uri(address),
            DefaultRequestVersion = protocols is HttpProtocols.Http2 ? HttpVersion.Version20 : HttpVersion.Version11,
            DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };
    }

    internal WebApplication Application { get; }

    internal HttpClient Client { get; }

    internal HttpEventSourceCollection Sources => Application.EventSources;

    internal LogCollector Logs => Application.Services.GetRequiredService<LogCollector>();

    internal static async Task<TestApp> StartAsync(
        Action<WebApplication>? map = null,
        Action<EventStreamOptions>? options = null,
        Action<IServiceCollection>? services = null,
        HttpProtocols protocols = HttpProtocols.Http1,
        IPAddress? address = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(address ?? IPAddress.Loopback, 0, listen => listen.Protocols = protocols));
        builder.Logging.ClearProviders();
        var logs = new LogCollector();
        builder.Logging.AddProvider(logs);
        builder.Services.AddSingleton(logs);
        services?.Invoke(builder.Services);
        builder.Services.AddEventStreams(options);
        var app = builder.Build();
        app.MapEventStreams();
        map?.Invoke(app);
        await app.StartAsync(TestContext.Current.CancellationToken);
        return new TestApp(app, protocols);
    }

    /// <summary>Adds a route, from a lambda that a test can write in one line.</summary>
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
