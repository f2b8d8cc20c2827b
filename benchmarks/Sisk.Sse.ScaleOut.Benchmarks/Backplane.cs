using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace Sisk.Sse.ScaleOut.Benchmarks;

/// <summary>Some servers of one application in this process, clients on each, and a way to send to all of them.</summary>
internal abstract class Backplane(Database database) : IAsyncDisposable
{
    private readonly List<WebApplication> _servers = [];

    internal abstract string Name { get; }

    /// <summary>The server that the backplane uses.</summary>
    internal Database Database => database;

    internal async Task StartAsync(int servers, int clientsOnEach, Arrivals arrivals)
    {
        var application = Guid.NewGuid().ToString("N");
        for (var i = 0; i < servers; i++)
        {
            var builder = WebApplication.CreateSlimBuilder();
            builder.WebHost.UseUrls("http://127.0.0.1:0");
            builder.Logging.ClearProviders();
            AddTo(builder, application);
            var app = builder.Build();
            Map(app);
            await app.StartAsync();
            _servers.Add(app);
            var address = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
            await Task.WhenAll(Enumerable.Range(0, clientsOnEach).Select(_ => ConnectAsync(address, arrivals)));
        }
    }

    /// <summary>Sends from one server after the other.</summary>
    internal Task SendAsync(int number, string text) => SendAsync(_servers[number % _servers.Count].Services, text);

    public virtual async ValueTask DisposeAsync()
    {
        foreach (var server in _servers)
        {
            await server.DisposeAsync();
        }
    }

    protected abstract void AddTo(WebApplicationBuilder builder, string application);

    protected abstract void Map(WebApplication app);

    protected abstract Task ConnectAsync(Uri address, Arrivals arrivals);

    protected abstract Task SendAsync(IServiceProvider services, string text);
}
