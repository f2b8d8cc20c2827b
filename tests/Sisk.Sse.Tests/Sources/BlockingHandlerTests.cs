using Microsoft.AspNetCore.Builder;
using Sisk.Sse.Tests.Support;

namespace Sisk.Sse.Tests.Sources;

public sealed class BlockingHandlerTests
{
    private const int Clients = 1000;

    [Fact]
    public async Task Thousand_blocking_handlers_do_not_slow_other_endpoints()
    {
        // If the handlers blocked threads of the pool, connecting the clients would take minutes.
        await using var app = await TestApp.StartAsync(app =>
        {
            app.MapGet("/plain", () => "ok");
            app += new Route(RouteMethod.Get, "/", request =>
            {
                using var sse = request.GetEventSource(Guid.NewGuid().ToString());
                sse.KeepAlive();
                return sse.Close();
            });
        });
        var readings = await Signal.WithinAsync(Task.WhenAll(Enumerable.Range(0, Clients).Select(_ => app.OpenAsync("/"))));
        Assert.Equal(Clients, app.Sources.Count);

        await Signal.WithinAsync(AskAsync(app));
        app.Sources.DropAll();
        foreach (var reading in readings)
        {
            Assert.Empty(await reading.RestAsync());
        }
    }

    private static async Task AskAsync(TestApp app)
    {
        for (var i = 0; i < 200; i++)
        {
            Assert.Equal("ok", await app.Client.GetStringAsync("/plain", TestContext.Current.CancellationToken));
        }
    }
}
