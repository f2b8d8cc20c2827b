using System.Net;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Sisk.Sse.Proxies.Tests.Support;
using Sisk.Sse.Redis.Tests.Support;
using Yarp.ReverseProxy;

namespace Sisk.Sse.Proxies.Tests.Proxies;

/// <summary>YARP, which is a library, in this process.</summary>
internal sealed class YarpProxy(IReadOnlyList<int> servers) : Proxy(servers)
{
    private WebApplication? _app;

    public override async Task StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, Port));
        builder.Logging.ClearProviders();
        builder.Configuration.AddJsonStream(new MemoryStream(Encoding.UTF8.GetBytes(Guide.Read("json", Port, Servers))));
        builder.Services.AddReverseProxy().LoadFromConfig(builder.Configuration.GetSection("ReverseProxy"));
        _app = builder.Build();
        _app.MapReverseProxy();
        await _app.StartAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>Completes when the active check has found that a server is gone, because YARP tries no other one.</summary>
    public override Task NoticesAsync(int server) => Eventually.BecomesAsync(
        "the servers that are used", () => Task.FromResult(Used()), used => !used.Any(
            each => each.EndsWith($":{server}/", StringComparison.Ordinal)));

    public override async Task KillAsync()
    {
        if (_app is { } app)
        {
            _app = null;
            await app.StopAsync(new CancellationToken(canceled: true));
            await app.DisposeAsync();
        }
    }

    public override async ValueTask DisposeAsync() => await KillAsync();

    private string[] Used()
    {
        _app!.Services.GetRequiredService<IProxyStateLookup>().TryGetCluster("streams", out var cluster);
        return [.. cluster!.DestinationsState.AvailableDestinations.Select(static destination => destination.Model.Config.Address)];
    }
}
