using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Sisk.Sse.Backplane;
using Sisk.Sse.Peers;

namespace Sisk.Sse.Tests.Support;

/// <summary>The services of a server with a shared log, which is not started, so that a test can use a part of them by itself.</summary>
internal sealed class UnstartedApp : IAsyncDisposable
{
    private readonly WebApplication _app;

    internal UnstartedApp(IEventLog log, EventLogOptions? options = null, TimeProvider? time = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Logging.AddProvider(Logs).SetMinimumLevel(LogLevel.Debug);
        if (time is not null)
        {
            builder.Services.AddSingleton(time);
        }

        builder.Services.AddEventStreams().AddEventLog(_ => log, _ => options ?? new EventLogOptions());
        _app = builder.Build();
    }

    internal LogCollector Logs { get; } = new();

    internal LogServices Log => Get<LogServices>();

    internal ServerPeers Peers => _app.Services.GetServices<IHostedService>().OfType<ServerPeers>().Single();

    internal T Get<T>()
        where T : notnull => _app.Services.GetRequiredService<T>();

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
