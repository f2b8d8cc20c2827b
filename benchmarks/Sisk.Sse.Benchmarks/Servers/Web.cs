using System.Net;

namespace Sisk.Sse.Benchmarks.Servers;

/// <summary>An ASP.NET Core application with Kestrel as it comes, on a free port.</summary>
internal static class Web
{
    internal static WebApplicationBuilder CreateBuilder()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        return builder;
    }

    internal static async Task<int> StartAsync(WebApplication app)
    {
        await app.StartAsync();
        return new Uri(app.Urls.Single()).Port;
    }
}
