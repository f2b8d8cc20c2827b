using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Sisk.Sse.Proxies.Tests.Support;

/// <summary>A server of a stream. If it listens at two ports, a proxy takes it for two servers with the same events.</summary>
internal sealed class PriceServer : IAsyncDisposable
{
    private readonly WebApplication _app;

    private PriceServer(WebApplication app)
    {
        _app = app;
        Ports = [.. app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Select(
            address => new Uri(address).Port)];
    }

    public IReadOnlyList<int> Ports { get; }

    public HttpEventSourceCollection Sources => _app.EventSources;

    /// <summary>Starts a server at these ports. Zero stands for a free one.</summary>
    public static async Task<PriceServer> StartAsync(params int[] ports)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            foreach (var port in ports)
            {
                kestrel.Listen(IPAddress.Loopback, port);
            }
        });
        builder.Logging.ClearProviders();
        builder.Services.AddEventStreams();
        builder.Services.AddHealthChecks().AddEventStreams();
        var app = builder.Build();
        app.MapEventStreams();
        app.MapHealthChecks("/live", new() { Predicate = _ => false });
        await app.StartAsync(TestContext.Current.CancellationToken);
        return new PriceServer(app);
    }

    public async Task BroadcastAsync(string price) =>
        await _app.Services.GetRequiredService<PriceEventsBroadcaster>()
            .BroadcastWatchAsync("a", price, TestContext.Current.CancellationToken);

    /// <summary>Completes when a stream has opened from now on.</summary>
    public Task OpenedAsync()
    {
        var opened = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Sources.OnEventSourceRegistered += (_, _) => opened.TrySetResult();
        return opened.Task.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
    }

    /// <summary>Completes when a stream has ended from now on.</summary>
    public Task LeftAsync()
    {
        var left = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Sources.OnEventSourceUnregistration += (_, _) => left.TrySetResult();
        return left.Task.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();
}
