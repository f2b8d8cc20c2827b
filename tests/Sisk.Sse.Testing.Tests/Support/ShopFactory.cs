using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Sisk.Sse.Testing.Tests.Support;

/// <summary>The shop in this process, on a fake clock.</summary>
internal sealed class ShopFactory : WebApplicationFactory<Program>
{
    internal FakeTimeProvider Clock { get; } = new();

    internal Action<EventStreamOptions> Options { get; init; } = static _ => { };

    internal OrderEventsBroadcaster Orders => Services.GetRequiredService<OrderEventsBroadcaster>();

    protected override void ConfigureWebHost(IWebHostBuilder builder) => builder.ConfigureServices(services =>
    {
        services.UseTestClock(Clock);
        services.Configure(Options);
    });
}
