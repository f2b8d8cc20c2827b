using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Timeouts;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Sisk.Sse.Sessions;
using Sisk.Sse.Tests.Support;

namespace Sisk.Sse.Tests.Sessions;

/// <summary>The token of a request in code that waits for it while its source is ended from outside.</summary>
public abstract class RequestTokenTests(TestTransport transport)
{
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    [Theory]
    [InlineData("/endpoint", true, "close")]
    [InlineData("/endpoint", true, "close for good")]
    [InlineData("/endpoint", true, "stop")]
    [InlineData("/endpoint", false, "close")]
    [InlineData("/endpoint", false, "stop")]
    [InlineData("/route", true, "close")]
    [InlineData("/route", false, "close")]
    [InlineData("/route", false, "stop")]
    public async Task Token_is_canceled_when_the_source_is_ended_from_outside(string path, bool accepts, string ending)
    {
        await using var app = await StartAsync();
        await using var reading = await OpenAsync(app, path, accepts);
        Assert.Equal("hello", await reading.NextDataAsync());

        switch (ending)
        {
            case "stop":
                app.Get<IHostApplicationLifetime>().StopApplication();
                break;
            default:
                app.Sources.GetByIdentifier("source")!.Close(ending is "close" ? CloseMode.Reconnect : CloseMode.Permanent);
                break;
        }

        await Signal.WithinAsync(_ended.Task);
        await app.Get<SessionRegistry>().BecomesEmptyAsync();
        Assert.DoesNotContain(app.Logs.Entries, static entry => entry.Level >= Microsoft.Extensions.Logging.LogLevel.Error);
    }

    [Fact]
    public async Task Client_reads_the_end_of_a_closed_source_before_the_code_after_it_returns()
    {
        var returning = new TaskCompletionSource();
        await using var app = await StartAsync(app => app.MapGet("/slow", async (HttpRequest request, CancellationToken token) =>
        {
            using var source = request.GetEventSource("source");
            source.Send("hello");
            await ((Task)Task.Delay(Timeout.Infinite, token)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await returning.Task;
        }));
        await using var reading = await OpenAsync(app, "/slow", accepts: true);
        Assert.Equal("hello", await reading.NextDataAsync());

        app.Sources.GetByIdentifier("source")!.Close();

        Assert.Empty(await reading.RestAsync());
        returning.SetResult();
        await app.Get<SessionRegistry>().BecomesEmptyAsync();
    }

    [Fact]
    public async Task Token_is_canceled_when_the_client_leaves()
    {
        await using var app = await StartAsync();
        await using (var reading = await OpenAsync(app, "/endpoint", accepts: true))
        {
            Assert.Equal("hello", await reading.NextDataAsync());
        }

        await Signal.WithinAsync(_ended.Task);
        await app.Get<SessionRegistry>().BecomesEmptyAsync();
    }

    [Fact]
    public async Task Request_timeout_does_not_end_a_source_before_its_first_event()
    {
        var clock = new TestClock();
        var opened = new TaskCompletionSource<HttpRequestEventSource>(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var app = await StartAsync(
            app =>
            {
                app.UseRequestTimeouts();
                app.MapGet("/late", async (HttpRequest request, CancellationToken token) =>
                {
                    using var source = request.GetEventSource();
                    opened.SetResult(source);
                    await source.KeepAliveAsync(token);
                });
            },
            services =>
            {
                services.AddRequestTimeouts(
                    static all => all.DefaultPolicy = new RequestTimeoutPolicy { Timeout = TimeSpan.FromMinutes(1) });
                services.AddSingleton<TimeProvider>(clock);
            });
        var opening = OpenAsync(app, "/late", accepts: true);
        var source = await Signal.WithinAsync(opened.Task);

        clock.Advance(TimeSpan.FromMinutes(2));
        Assert.True(source.Send("first of the day"));

        await using var reading = await opening;
        Assert.Equal("first of the day", await reading.NextDataAsync());
    }

    [Theory]
    [InlineData("/feed/bare/a")]
    [InlineData("/endpoint")]
    [InlineData("/tokenless")]
    public async Task Stream_ends_when_a_middleware_cancels_the_token_that_it_has_set(string path)
    {
        using var limit = new CancellationTokenSource();
        await using var app = await StartAsync(app => app.Use(async (context, next) =>
        {
            var before = context.RequestAborted;
            using var either = CancellationTokenSource.CreateLinkedTokenSource(before, limit.Token);
            context.RequestAborted = either.Token;
            await next(context);
            context.RequestAborted = before;
        }));
        var registered = Signal.RegisteredAsync(app.Sources, 1);
        await using var reading = await OpenAsync(app, path, accepts: true);
        await registered;

        await limit.CancelAsync();

        await app.Get<SessionRegistry>().BecomesEmptyAsync();
        Assert.Empty(app.Sources);
    }

    [Fact]
    public async Task Client_reads_the_end_of_a_closed_source_although_a_middleware_has_linked_the_token()
    {
        await using var app = await StartAsync(app => app.Use(async (context, next) =>
        {
            using var linked = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted);
            context.RequestAborted = linked.Token;
            await next(context);
        }));
        await using var reading = await OpenAsync(app, "/tokenless", accepts: true);
        Assert.Equal("hello", await reading.NextDataAsync());

        // More than the buffers on the way hold, so that it is being written when the source closes.
        var large = new string('x', 16 * 1024 * 1024);
        var source = app.Sources.GetByIdentifier("source")!;
        source.Send(large);
        source.Close(CloseMode.Permanent);

        Assert.Equal(large.Length, Assert.Single(await reading.RestAsync()).Data.Length);
        Assert.Equal("sisk-sse-end", reading.LastEventId);
    }

    private static Task<StreamReading> OpenAsync(TestApp app, string path, bool accepts)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, path)
        {
            Version = app.Client.DefaultRequestVersion,
            VersionPolicy = app.Client.DefaultVersionPolicy,
        };
        if (accepts)
        {
            request.Headers.Accept.ParseAdd("text/event-stream");
        }

        return StreamReading.OpenAsync(app.Client, request);
    }

    private Task<TestApp> StartAsync(Action<WebApplication>? map = null, Action<IServiceCollection>? services = null) =>
        transport.StartAsync(
        app =>
        {
            map?.Invoke(app);
            app.MapGet("/endpoint", WaitAsync);
            app.MapGet("/tokenless", static async (HttpRequest request) =>
            {
                using var source = request.GetEventSource("source");
                source.Send("hello");
                await source.KeepAliveAsync();
            });
            app += new Route(RouteMethod.Get, "/route", async request =>
            {
                await WaitAsync(request, request.HttpContext.RequestAborted);
                return request.HttpContext.Response;
            });
        },
        static options => options.DrainTimeout = TimeSpan.FromMilliseconds(200),
        services);

    private async Task WaitAsync(HttpRequest request, CancellationToken token)
    {
        using var source = request.GetEventSource("source");
        source.Send("hello");
        try
        {
            await Task.Delay(Timeout.Infinite, token);
        }
        finally
        {
            _ended.SetResult();
        }
    }
}

public sealed class RequestTokenTestsOverSocket() : RequestTokenTests(TestTransport.Default);

public sealed class RequestTokenTestsOverPipe() : RequestTokenTests(TestTransport.Pipe);

public sealed class RequestTokenTestsOverHttp2() : RequestTokenTests(TestTransport.Http2);
