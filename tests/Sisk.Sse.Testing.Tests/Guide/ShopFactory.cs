using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Sisk.Sse.Testing.Tests.Guide;

public class ShopFactory : WebApplicationFactory<Program>
{
    public OrderEventsBroadcaster Orders => Services.GetRequiredService<OrderEventsBroadcaster>();

    public HttpEventSourceCollection Connections => Services.GetRequiredService<HttpEventSourceCollection>();

    protected override void ConfigureWebHost(IWebHostBuilder builder) =>
        builder.ConfigureServices(services => services.UseTestClock(new FakeTimeProvider()));
}
