using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Sisk.Sse.Sessions;
using Sisk.Sse.Tests.Support;

namespace Sisk.Sse.Tests.Sessions;

/// <summary>Sources opened in ordinary endpoints and middleware.</summary>
public abstract class ForeignEndpointTests(TestTransport transport)
{
    /// <summary>Gets the ways in which code can leave an endpoint while its source is open or closing.</summary>
    public static TheoryData<string> Leavings => ["returns", "throws", "closes", "disposes", "closes-and-throws", "aborts"];

    [Theory]
    [MemberData(nameof(Leavings))]
    public async Task Source_never_writes_into_the_next_response_of_its_connection(string leaving)
    {
        HttpRequestEventSource? leaked = null;
        var answer = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var left = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var app = await StartAsync(app =>
        {
            app.MapGet("/leak", async context =>
            {
                leaked = context.Request.GetEventSource("leaked");
                foreach (var text in new[] { "one", "two", "three" })
                {
                    // Flushes the events one by one, so that the later ones are written directly to the socket.
                    leaked.Send(text);
                    await Task.Yield();
                }

                left.SetResult();
                await LeaveAsync(leaving, leaked, context);
            });
            app.MapGet("/next", async context =>
            {
                await context.Response.WriteAsync("hello ");
                await answer.Task;
                await context.Response.WriteAsync("world");
            });
        });

        using var raw = await RawClient.AskAsync(
            app.RawAddress, "GET /leak HTTP/1.1\r\nHost: x\r\n\r\nGET /next HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
        if (leaving is "throws" or "closes-and-throws" or "aborts")
        {
            // The server aborts the response and its connection.
            await Signal.WithinAsync(left.Task);
            await app.Get<SessionRegistry>().BecomesEmptyAsync();
        }
        else
        {
            await raw.ReadUntilAsync("hello ");
        }

        Assert.False(leaked!.Send("SECRET"));
        Assert.False(leaked.IsActive);
        Assert.Empty(app.Sources);
        answer.SetResult();
        var received = leaving is "aborts" or "throws" or "closes-and-throws" ? await raw.ReadToResetAsync() : await raw.ReadToEndAsync();
        Assert.DoesNotContain("SECRET", received, StringComparison.Ordinal);
        if (leaving is "returns" or "closes" or "disposes")
        {
            Assert.Contains("data: three\n\n\r\n0\r\n\r\nHTTP/1.1 200 OK", received, StringComparison.Ordinal);
            Assert.EndsWith("6\r\nhello \r\n5\r\nworld\r\n0\r\n\r\n", received, StringComparison.Ordinal);
        }

        await ClosedStreamTests.NothingIsLeftAsync(app);
    }

    [Fact]
    public async Task Source_forgotten_by_a_middleware_ends_with_its_request()
    {
        await using var app = await StartAsync(app => app.Use((context, next) =>
        {
            if (context.Request.Path == "/middleware")
            {
                context.Request.GetEventSource("forgotten").Send("only");
                return Task.CompletedTask;
            }

            return next(context);
        }));

        var text = await app.Client.GetStringAsync("/middleware", TestContext.Current.CancellationToken);

        Assert.Equal("data: only\n\n", text);
        await ClosedStreamTests.NothingIsLeftAsync(app);
    }

    [Theory]
    [InlineData("text/event-stream")]
    [InlineData("*/*")]
    public async Task Source_forgotten_by_the_middleware_of_a_startup_filter_ends_with_its_request(string accept)
    {
        await using var app = await TestApp.StartAsync(
            options: options => options.Transport = transport.ToStreamTransport(),
            services: static services => services.AddSingleton<IStartupFilter, ForgetfulFilter>());
        app.Client.DefaultRequestHeaders.Add("Accept", accept);

        var text = await app.Client.GetStringAsync("/filter", TestContext.Current.CancellationToken);

        Assert.Equal("data: only\n\n", text);
        await ClosedStreamTests.NothingIsLeftAsync(app);
    }

    [Theory]
    [InlineData("/own")]
    [InlineData("/foreign")]
    [InlineData("/foreign-async")]
    public async Task Exception_before_the_first_event_reaches_the_exception_handler(string path)
    {
        await using var app = await StartAsync(app =>
        {
            app.UseExceptionHandler(static handler => handler.Run(static context => context.Response.WriteAsync("sorry")));
            app += new Route(RouteMethod.Get, "/own", static HttpResponse (request) =>
            {
                using var sse = request.GetEventSource("own");
                sse.AppendHeader("X-Mine", "1");
                throw new InvalidOperationException("before the first event");
            });
            app.MapGet("/foreign", static context =>
            {
                using var sse = context.Request.GetEventSource("foreign");
                throw new InvalidOperationException("before the first event");
            });
            app.MapGet("/foreign-async", static async context =>
            {
                await using var sse = context.Request.GetEventSource("foreign");
                await Task.Yield();
                throw new InvalidOperationException("before the first event");
            });
        });

        using var response = await app.Client.GetAsync(path, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.InternalServerError, response.StatusCode);
        Assert.Equal("sorry", await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        Assert.False(response.Headers.Contains("X-Mine"));
        await ClosedStreamTests.NothingIsLeftAsync(app);
    }

    [Fact]
    public async Task Exception_in_OnStarting_gets_500()
    {
        await using var app = await StartAsync(app =>
        {
            app.Use(static (context, next) =>
            {
                context.Response.OnStarting(static () => throw new InvalidOperationException("no headers today"));
                return next(context);
            });
            app.MapGet("/foreign", static async context =>
            {
                await using var sse = context.Request.GetEventSource("foreign");
                sse.Send("never seen");
            });
        });

        foreach (var path in new[] { "/foreign", "/feed/bare/a", "/pull/endless" })
        {
            using var response = await app.Client.GetAsync(path, TestContext.Current.CancellationToken);
            Assert.Equal((path, HttpStatusCode.InternalServerError), (path, response.StatusCode));
        }

        await ClosedStreamTests.NothingIsLeftAsync(app);
    }

    [Theory]
    [InlineData("/feed/bare/a")]
    [InlineData("/feed/done/a")]
    [InlineData("/pull/endless")]
    public async Task Stream_behind_a_middleware_that_started_the_response_says_so(string path)
    {
        await using var app = await StartAsync(static app => app.Use(static async (context, next) =>
        {
            await context.Response.StartAsync();
            await next(context);
        }));

        await Assert.ThrowsAnyAsync<HttpRequestException>(() => app.Client.GetAsync(path, TestContext.Current.CancellationToken));

        var entry = await app.Logs.FirstAsync(static entry => entry.Exception is InvalidOperationException);
        Assert.Contains("The response had started before its event stream was opened.", entry.Exception!.Message, StringComparison.Ordinal);
        await ClosedStreamTests.NothingIsLeftAsync(app);
    }

    [Fact]
    public async Task Unused_source_does_not_change_the_response()
    {
        await using var app = await StartAsync(app => app.MapGet("/missing", static async context =>
        {
            using (context.Request.GetEventSource())
            {
                context.Response.StatusCode = StatusCodes.Status404NotFound;
            }

            await context.Response.WriteAsync("nothing here");
        }));

        using var response = await app.Client.GetAsync("/missing", TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Equal("nothing here", await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Answer_after_an_unused_source_is_left_as_it_is()
    {
        await using var app = await StartAsync(app => app.MapGet("/orders", static context =>
        {
            using (context.Request.GetEventSource())
            {
            }

            return context.Response.WriteAsJsonAsync(new[] { 1, 2 });
        }));

        using var request = new HttpRequestMessage(HttpMethod.Get, "/orders");
        request.Headers.Accept.ParseAdd("text/event-stream");
        using var response = await app.Client.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal("application/json", response.Content.Headers.ContentType?.MediaType);
        Assert.Equal("[1,2]", await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Dispose_does_not_block_when_the_client_does_not_read()
    {
        var disposed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var app = await StartAsync(
            app => app.MapGet("/big", async context =>
            {
                using (var sse = context.Request.GetEventSource("big"))
                {
                    sse.Send(new string('x', 16 * 1024 * 1024));
                }

                disposed.TrySetResult();
                await Task.Yield();
            }));

        using var stalled = await RawClient.GetAsync(app.RawAddress, "/big", receiveBuffer: 4096);

        await Signal.WithinAsync(disposed.Task);
        stalled.Reset();
        await ClosedStreamTests.NothingIsLeftAsync(app);
    }

    [Fact]
    public async Task GetEventSource_throws_when_browsers_would_reject_the_status()
    {
        await using var app = await StartAsync(app => app.MapGet("/status", static context =>
        {
            context.Response.StatusCode = StatusCodes.Status202Accepted;
            var exception = Assert.Throws<InvalidOperationException>(() => context.Request.GetEventSource());
            Assert.Contains("202", exception.Message, StringComparison.Ordinal);
            return Task.CompletedTask;
        }));

        using var response = await app.Client.GetAsync("/status", TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
    }

    private static async Task LeaveAsync(string leaving, HttpRequestEventSource source, HttpContext context)
    {
        switch (leaving)
        {
            case "throws":
                throw new InvalidOperationException("The handler failed.");
            case "closes":
                source.Close();
                break;
            case "disposes":
                await source.DisposeAsync();
                break;
            case "closes-and-throws":
                source.Close();
                throw new InvalidOperationException("The handler failed.");
            case "aborts":
                context.Abort();
                break;
        }
    }

    /// <summary>Registered before the library's own filter, so that its middleware would otherwise be around the library's.</summary>
    private sealed class ForgetfulFilter : IStartupFilter
    {
        public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
        {
            app.Map("/filter", static branch => branch.Run(static context =>
            {
                context.Request.GetEventSource("forgotten").Send("only");
                return Task.CompletedTask;
            }));
            next(app);
        };
    }

    private Task<TestApp> StartAsync(Action<WebApplication> map) =>
        TestApp.StartAsync(
            map, options => options.Transport = transport.ToStreamTransport(), static services => services.AddSingleton<PullProbe>());
}

public sealed class ForeignEndpointTestsOverSocket() : ForeignEndpointTests(TestTransport.Default);

public sealed class ForeignEndpointTestsOverPipe() : ForeignEndpointTests(TestTransport.Pipe);
