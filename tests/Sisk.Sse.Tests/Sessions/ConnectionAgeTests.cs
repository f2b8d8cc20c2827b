using Microsoft.Extensions.DependencyInjection;
using Sisk.Sse.Tests.Support;

namespace Sisk.Sse.Tests.Sessions;

public sealed class ConnectionAgeTests
{
    [Fact]
    public async Task Streams_opened_together_end_spread_over_the_last_tenth_of_the_maximum_age()
    {
        const int Clients = 32;
        var clock = new TestClock();
        await using var app = await TestApp.StartAsync(
            options: options => options.MaxConnectionAge = TimeSpan.FromMinutes(60),
            services: services => services.AddSingleton<TimeProvider>(clock));
        var readings = await Task.WhenAll(Enumerable.Range(0, Clients).Select(_ => app.OpenAsync("/feed/bare/a")));
        clock.Advance(TimeSpan.FromMinutes(54));
        List<int> open = [app.Sources.Count];

        for (var minute = 54; minute < 60; minute++)
        {
            clock.Advance(TimeSpan.FromMinutes(1));
            open.Add(app.Sources.Count);
        }

        Assert.Equal(Clients, open[0]);
        Assert.Equal(0, open[^1]);

        // With random ages, fewer than four of the six minutes see an end once in two hundred million runs.
        Assert.InRange(open.Distinct().Count() - 1, 4, 6);
        foreach (var reading in readings)
        {
            Assert.Empty(await reading.RestAsync());
            await reading.DisposeAsync();
        }
    }
}
