using System.Globalization;
using Sisk.Sse.Redis.Tests.Support;

namespace Sisk.Sse.Proxies.Tests.Proxies;

/// <summary>A proxy in front of two servers.</summary>
internal abstract class Proxy(IReadOnlyList<int> servers) : IAsyncDisposable
{
    public Uri Address => new("http://127.0.0.1:" + Port.ToString(CultureInfo.InvariantCulture));

    protected int Port { get; } = ChildProgram.FreePort();

    protected IReadOnlyList<int> Servers => servers;

    /// <summary>Creates a proxy by its name, and starts it. Skips the test if it is not installed.</summary>
    public static async Task<Proxy> StartAsync(string name, IReadOnlyList<int> servers)
    {
        Proxy proxy = name switch
        {
            "nginx" => new NginxProxy(servers),
            "HAProxy" => new HaProxy(servers),
            "Caddy" => new CaddyProxy(servers),
            _ => new YarpProxy(servers),
        };
        try
        {
            await proxy.StartAsync();
            return proxy;
        }
        catch
        {
            await proxy.DisposeAsync();
            throw;
        }
    }

    /// <summary>Starts it, and completes when it accepts connections.</summary>
    public abstract Task StartAsync();

    /// <summary>Completes when it has to know that a server is gone. Most proxies try another server then.</summary>
    public virtual Task NoticesAsync(int server) => Task.CompletedTask;

    /// <summary>Ends it without regard to its connections.</summary>
    public abstract Task KillAsync();

    public abstract ValueTask DisposeAsync();
}
