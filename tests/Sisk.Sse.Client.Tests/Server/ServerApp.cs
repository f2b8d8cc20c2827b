using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Sisk.Sse.Client.Tests.Server;

/// <summary>A real server with the streams of this project, and the JavaScript client of them.</summary>
internal sealed class ServerApp : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly HttpClient _first = new();

    private ServerApp(WebApplication app)
    {
        _app = app;
        Address = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());
    }

    public Uri Address { get; }

    public CountEventsBroadcaster Broadcaster => _app.Services.GetRequiredService<CountEventsBroadcaster>();

    public HttpEventSourceCollection Sources => _app.EventSources;

    public EventStreamRuns Runs => _app.Services.GetRequiredService<EventStreamRuns>();

    public static async Task<ServerApp> StartAsync(
        Action<WebApplication>? map = null, Action<EventStreamOptions>? options = null, Action<IServiceCollection>? services = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        builder.Logging.ClearProviders();
        builder.Services.AddEventStreams(options);
        services?.Invoke(builder.Services);
        var app = builder.Build();
        app.MapEventStreams();
        app.MapEventStreamClient("/streams.js");
        app.MapGet("/page", () => Microsoft.AspNetCore.Http.Results.Content("<!doctype html>", "text/html"));
        app.MapGet("/drop", () => app.EventSources.DropAll());
        map?.Invoke(app);
        await app.StartAsync(TestContext.Current.CancellationToken);
        return new ServerApp(app);
    }

    /// <summary>Starts a server whose only place is taken, until its sources are dropped. Clients are asked to reconnect at once.</summary>
    public static async Task<ServerApp> StartFullAsync()
    {
        var server = await StartAsync(
            options: static options => (options.MaxConnections, options.MinRetry, options.MaxRetry) = (1, TimeSpan.Zero, TimeSpan.Zero));
        var opened = server.OpenedAsync();
        await server._first.GetAsync(
            new Uri(server.Address, "/test/count/a"), HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
        await opened;
        return server;
    }

    /// <summary>Completes when as many streams have opened from now on.</summary>
    public Task OpenedAsync(int count = 1)
    {
        var all = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Sources.OnEventSourceRegistered += (_, _) =>
        {
            if (Interlocked.Decrement(ref count) == 0)
            {
                all.TrySetResult();
            }
        };
        return all.Task.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
    }

    /// <summary>Completes when a stream has ended from now on.</summary>
    public Task LeftAsync()
    {
        var left = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Sources.OnEventSourceUnregistration += (_, _) => left.TrySetResult();
        return left.Task.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        _first.Dispose();
        await _app.StopAsync(CancellationToken.None);
        await _app.DisposeAsync();
    }
}
