using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Client;

namespace Sisk.Sse.ScaleOut.Benchmarks;

/// <summary>SignalR with its Redis backplane, as its template sets it up: JSON over WebSockets.</summary>
internal sealed class SignalRBackplane(RedisProcess redis) : Backplane(redis)
{
    private readonly List<HubConnection> _clients = [];

    internal override string Name => "SignalR + StackExchangeRedis";

    public override async ValueTask DisposeAsync()
    {
        foreach (var client in _clients)
        {
            await client.DisposeAsync();
        }

        await base.DisposeAsync();
    }

    protected override void AddTo(WebApplicationBuilder builder, string application) =>
        builder.Services.AddSignalR().AddStackExchangeRedis(Database.Address, options =>
            options.Configuration.ChannelPrefix = StackExchange.Redis.RedisChannel.Literal(application));

    protected override void Map(WebApplication app) => app.MapHub<BenchHub>("/bench");

    protected override async Task ConnectAsync(Uri address, Arrivals arrivals)
    {
        var client = new HubConnectionBuilder().WithUrl(new Uri(address, "/bench")).Build();
        client.On<string>("event", arrivals.Note);
        await client.StartAsync();
        lock (_clients)
        {
            _clients.Add(client);
        }
    }

    protected override Task SendAsync(IServiceProvider services, string text) =>
        services.GetRequiredService<IHubContext<BenchHub>>().Clients.All.SendAsync("event", text);
}

/// <summary>The hub of the benchmark.</summary>
public sealed class BenchHub : Hub;
