using System.Diagnostics;
using Microsoft.AspNetCore.Builder;
using Sisk.Sse.Tests.Support;

namespace Sisk.Sse.Tests.Imperative;

public sealed class BlockingTests
{
    private const int Clients = 1000;

    [Fact]
    public async Task A_thousand_blocking_handlers_connect_and_leave_other_endpoints_fast()
    {
        // Generous bounds, many times what it takes: with a pool thread for each stream it would take minutes.
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
        var clock = Stopwatch.StartNew();
        var readings = await Task.WhenAll(Enumerable.Range(0, Clients).Select(_ => app.OpenAsync("/")));
        Assert.InRange(clock.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(10));
        Assert.Equal(Clients, app.Sources.Count);

        var latencies = new List<TimeSpan>();
        for (var i = 0; i < 200; i++)
        {
            clock.Restart();
            Assert.Equal("ok", await app.Client.GetStringAsync("/plain", TestContext.Current.CancellationToken));
            latencies.Add(clock.Elapsed);
        }

        Assert.InRange(latencies.Order().ElementAt(197), TimeSpan.Zero, TimeSpan.FromMilliseconds(100));
        app.Sources.DropAll();
        foreach (var reading in readings)
        {
            Assert.Empty(await reading.RestAsync());
        }
    }
}
