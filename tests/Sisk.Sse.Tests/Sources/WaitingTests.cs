using Microsoft.Extensions.DependencyInjection;
using Sisk.Sse.Tests.Support;

namespace Sisk.Sse.Tests.Sources;

public abstract class WaitingTests(TestTransport transport)
{
    private static readonly TimeSpan _silence = TimeSpan.FromSeconds(15);

    [Fact]
    public async Task WaitForFail_returns_when_nothing_was_sent_in_time()
    {
        var clock = new TestClock();
        await using var app = await StartAsync(clock, sse => sse.WaitForFail(_silence));
        await using var reading = await app.OpenAsync("/");
        await clock.TimerAsync(_silence);

        clock.Advance(_silence);

        Assert.Empty(await reading.RestAsync());
    }

    [Fact]
    public async Task Event_restarts_the_time_of_WaitForFail()
    {
        var clock = new TestClock();
        await using var app = await StartAsync(clock, sse => sse.WaitForFail(_silence));
        await using var reading = await app.OpenAsync("/");
        await clock.TimerAsync(_silence);

        clock.Advance(TimeSpan.FromSeconds(10));
        Assert.True(app.Sources.GetByIdentifier("mi-indice-conexion")!.Send("Hola de nuevo!"));
        clock.Advance(TimeSpan.FromSeconds(5));
        await clock.TimerAsync(TimeSpan.FromSeconds(10));

        Assert.True(app.Sources.GetByIdentifier("mi-indice-conexion")!.IsActive);
        clock.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal("Hola de nuevo!", Assert.Single(await reading.RestAsync()).Data);
    }

    [Fact]
    public async Task Ping_does_not_restart_the_time_of_WaitForFail()
    {
        var clock = new TestClock();
        await using var app = await StartAsync(clock, sse =>
        {
            sse.WithPing(ping => ping.Start("quieto", TimeSpan.FromSeconds(4)));
            sse.WaitForFail(_silence);
        });
        await using var reading = await app.OpenAsync("/");
        await clock.TimerAsync(_silence);

        clock.Advance(_silence);

        Assert.Empty(await reading.RestAsync());
    }

    [Fact]
    public async Task KeepAlive_returns_when_the_source_is_closed()
    {
        await using var app = await StartAsync(new TestClock(), sse => sse.KeepAlive());
        await using var reading = await app.OpenAsync("/");

        app.Sources.GetByIdentifier("mi-indice-conexion")!.Close();

        Assert.Empty(await reading.RestAsync());
    }

    [Fact]
    public async Task KeepAlive_returns_when_the_client_disconnects()
    {
        var returned = new TaskCompletionSource();
        await using var app = await StartAsync(new TestClock(), sse =>
        {
            sse.KeepAlive();
            returned.SetResult();
        });

        var reading = await app.OpenAsync("/");
        await reading.DisposeAsync();

        await Signal.WithinAsync(returned.Task);
    }

    [Fact]
    public async Task KeepAlive_returns_and_the_client_gets_a_retry_when_the_server_stops()
    {
        await using var app = await StartAsync(new TestClock(), sse => sse.KeepAlive());
        await using var reading = await app.OpenAsync("/");

        await Signal.WithinAsync(app.Application.StopAsync(TestContext.Current.CancellationToken));

        Assert.Empty(await reading.RestAsync());
        Assert.InRange(reading.Retry, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(5));
    }

    [Fact]
    public async Task Cancellation_makes_KeepAliveAsync_throw_and_WaitForFailAsync_return()
    {
        using var cancellation = new CancellationTokenSource();
        var thrown = new TaskCompletionSource<Exception?>();
        await using var app = await transport.StartAsync(TestApp.With(new Route(RouteMethod.Get, "/", async request =>
        {
            await using var sse = request.GetEventSource();
            sse.Send("here");
            await sse.WaitForFailAsync(cancellation.Token);
            thrown.SetResult(await Record.ExceptionAsync(() => sse.KeepAliveAsync(cancellation.Token)));
            return sse.Close();
        })));
        await using var reading = await app.OpenAsync("/");
        Assert.Equal("here", await reading.NextDataAsync());

        await cancellation.CancelAsync();

        Assert.IsAssignableFrom<OperationCanceledException>(await Signal.WithinAsync(thrown.Task));
        Assert.Empty(await reading.RestAsync());
    }

    private Task<TestApp> StartAsync(TestClock clock, Action<HttpRequestEventSource> wait) =>
        transport.StartAsync(
            TestApp.With(new Route(RouteMethod.Get, "/", request =>
            {
                using var sse = request.GetEventSource("mi-indice-conexion");
                wait(sse);
                return sse.Close();
            })),
            services: services => services.AddSingleton<TimeProvider>(clock));
}

public sealed class WaitingTestsOverSocket() : WaitingTests(TestTransport.Socket);

public sealed class WaitingTestsOverPipe() : WaitingTests(TestTransport.Pipe);

public sealed class WaitingTestsOverHttp2() : WaitingTests(TestTransport.Http2);
