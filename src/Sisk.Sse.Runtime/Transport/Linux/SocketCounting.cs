using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Sisk.Sse.Transport.Linux;

/// <summary>Registers the counting of bytes for Kestrel's socket transport. Other transports and servers are not changed.</summary>
internal static class SocketCounting
{
    internal static void Add(IServiceCollection services, Func<IServiceProvider, bool> countsOutput)
    {
        for (var i = 0; i < services.Count; i++)
        {
            if (services[i] is { IsKeyedService: false, ServiceType: var type, ImplementationType: var implementation }
                && type == typeof(IConnectionListenerFactory) && implementation == typeof(SocketTransportFactory))
            {
                services[i] = ServiceDescriptor.Singleton<IConnectionListenerFactory>(provider => new CountingTransportFactory(
                    provider.GetRequiredService<IOptions<SocketTransportOptions>>(),
                    countsOutput(provider),
                    provider.GetRequiredService<ILoggerFactory>()));
            }
        }
    }
}
