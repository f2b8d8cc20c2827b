using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Sisk.Sse.Tests.Support;

namespace Sisk.Sse.Tests.Sessions;

public abstract class ShutdownTests(TestTransport transport)
{
    [Theory]
    [InlineData("/session/waits")]
    [InlineData("/session/leaves-its-loop")]
    [InlineData("/session/throws-at-once")]
    [InlineData("/session/ignores")]
    [InlineData("/session/answers")]
    [InlineData("/session/pushed")]
    [InlineData("/session/loops/1")]
    [InlineData("/session/hangs/1")]
    public async Task Shutdown_asks_every_client_to_reconnect_and_ends_none_permanently(string path)
    {
        await using var app = await StartAsync(drain: TimeSpan.FromMilliseconds(300));
        await using var reading = await app.OpenAsync(path);
        await reading.NextAsync();

        var stopping = app.Application.StopAsync(TestContext.Current.CancellationToken);

        Assert.Empty(await reading.RestAsync());
        Assert.True(reading.Retry > TimeSpan.Zero);
        Assert.NotEqual("sisk-sse-end", reading.LastEventId);

        // The host's own shutdown timeout is much longer.
        await Signal.WithinAsync(stopping);
    }

    [Theory]
    [InlineData("/session/query")]
    [InlineData("/session/stuck")]
    public async Task Client_is_asked_to_retry_when_its_method_still_runs_at_shutdown(string path)
    {
        await using var app = await StartAsync(drain: TimeSpan.FromMilliseconds(300));
        var asked = app.OpenAsync(path);
        await Signal.WithinAsync(app.Get<SessionProbe>().Started.Task);

        var stopping = app.Application.StopAsync(TestContext.Current.CancellationToken);

        await using var reading = await Signal.WithinAsync(asked);
        Assert.Equal(HttpStatusCode.OK, reading.Response.StatusCode);
        Assert.Empty(await reading.RestAsync());
        Assert.True(reading.Retry > TimeSpan.Zero);
        await Signal.WithinAsync(stopping);
        app.Get<SessionProbe>().Release.SetResult();
    }

    [Fact]
    public async Task Pull_stream_finishes_during_shutdown_when_the_option_is_on()
    {
        await using var app = await StartAsync(drain: TimeSpan.FromSeconds(20), options => options.FinishPullStreamsOnShutdown = true);
        await using var answer = await app.OpenAsync("/session/answers");
        Assert.Equal("first half", await answer.NextDataAsync());
        await using var push = await app.OpenAsync("/session/pushed");
        await push.NextAsync();

        var stopping = app.Application.StopAsync(TestContext.Current.CancellationToken);
        Assert.Empty(await push.RestAsync());
        app.Get<SessionProbe>().Release.SetResult();

        Assert.Equal(["second half", ""], (await answer.RestAsync()).Select(item => item.Data));
        Assert.Equal("sisk-sse-end", answer.LastEventId);
        await Signal.WithinAsync(stopping);
    }

    [Fact]
    public async Task Pull_stream_that_exceeds_the_drain_timeout_is_asked_to_reconnect()
    {
        await using var app = await StartAsync(
            drain: TimeSpan.FromMilliseconds(300), options => options.FinishPullStreamsOnShutdown = true);
        await using var reading = await app.OpenAsync("/session/waits");
        await reading.NextAsync();

        var stopping = app.Application.StopAsync(TestContext.Current.CancellationToken);

        Assert.Empty(await reading.RestAsync());
        Assert.True(reading.Retry > TimeSpan.Zero);
        await Signal.WithinAsync(stopping);
    }

    private Task<TestApp> StartAsync(TimeSpan drain, Action<EventStreamOptions>? options = null) =>
        transport.StartAsync(
            options: all =>
            {
                all.DrainTimeout = drain;
                options?.Invoke(all);
            },
            services: static services =>
            {
                services.AddSingleton<SessionProbe>();
                services.Configure<HostOptions>(static host => host.ShutdownTimeout = TimeSpan.FromMinutes(5));
            });
}

public sealed class ShutdownTestsOverSocket() : ShutdownTests(TestTransport.Socket);

public sealed class ShutdownTestsOverPipe() : ShutdownTests(TestTransport.Pipe);

public sealed class ShutdownTestsOverHttp2() : ShutdownTests(TestTransport.Http2);
