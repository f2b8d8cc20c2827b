using Microsoft.Extensions.DependencyInjection;
using Sisk.Sse.Tests.Support;

namespace Sisk.Sse.Tests.Imperative;

public abstract class PingTests(TestTransport transport)
{
    private static readonly TimeSpan _interval = TimeSpan.FromSeconds(5);

    [Fact]
    public async Task A_ping_is_sent_at_each_interval_as_a_comment()
    {
        var clock = new TestClock();
        await using var app = await transport.StartAsync(
            TestApp.With(new Route(RouteMethod.Get, "/sse", request =>
            {
                using var sse = request.GetEventSource();
                sse.WithPing(ping =>
                {
                    ping.DataMessage = "mensaje-ping";
                    ping.Interval = _interval;
                    ping.Start();
                });

                sse.KeepAlive();
                return sse.Close();
            })),
            services: services => services.AddSingleton<TimeProvider>(clock));
        using var raw = await RawClient.GetAsync(app.RawAddress, "/sse");
        await clock.TimerAsync(_interval);

        for (var pings = 1; pings <= 3; pings++)
        {
            clock.Advance(_interval);
            await raw.ReadUntilAsync(string.Concat(Enumerable.Repeat(": mensaje-ping\n\n\r\n10\r\n", pings - 1)) + ": mensaje-ping\n\n");
        }

        Assert.DoesNotContain("data:", raw.Received, StringComparison.Ordinal);
        Assert.DoesNotContain("id:", raw.Received, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(3601)]
    public async Task An_interval_that_cannot_work_is_refused_with_what_would(double seconds)
    {
        Exception? thrown = null;
        await using var app = await transport.StartAsync(TestApp.With(new Route(RouteMethod.Get, "/", request =>
        {
            using var sse = request.GetEventSource();
            thrown = Record.Exception(() => sse.PingPolicy.Start("x", TimeSpan.FromSeconds(seconds)));
            return sse.Close();
        })));

        await using var reading = await app.OpenAsync("/");
        await reading.RestAsync();

        Assert.Contains("over zero and at most an hour", Assert.IsType<ArgumentOutOfRangeException>(thrown).Message, StringComparison.Ordinal);
    }
}
