using Microsoft.Extensions.DependencyInjection;
using Sisk.Sse.Tests.Support;

namespace Sisk.Sse.Tests.Sources;

public abstract class PingPolicyTests(TestTransport transport)
{
    private static readonly TimeSpan _interval = TimeSpan.FromSeconds(5);

    [Fact]
    public async Task Ping_is_sent_as_a_comment_at_each_interval()
    {
        var clock = new TestClock();
        HttpRequestEventSource? opened = null;
        await using var app = await transport.StartAsync(
            TestApp.With(new Route(RouteMethod.Get, "/sse", request =>
            {
                using var sse = request.GetEventSource();
                opened = sse;
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
            // The client may have a ping before the server has noticed that it is sent, and the next one would wait for that.
            await Signal.WithinAsync(Task.Run(
                () => SpinWait.SpinUntil(() => !opened!.Connection.Timers.HasPendingWrite), TestContext.Current.CancellationToken));
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
    public async Task Ping_interval_out_of_range_throws_and_names_the_range(double seconds)
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

        Assert.Contains(
            "greater than zero and at most one hour", Assert.IsType<ArgumentOutOfRangeException>(thrown).Message, StringComparison.Ordinal);
    }
}

public sealed class PingPolicyTestsOverSocket() : PingPolicyTests(TestTransport.Socket);

public sealed class PingPolicyTestsOverPipe() : PingPolicyTests(TestTransport.Pipe);

public sealed class PingPolicyTestsOverHttp2() : PingPolicyTests(TestTransport.Http2);
