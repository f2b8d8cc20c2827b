using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using Sisk.Sse.Tests.Support;
using Sisk.Sse.Transport.Linux;

namespace Sisk.Sse.Tests.Transport;

/// <summary>
/// Events are written directly to the socket only if Kestrel sends the body in chunks, however late that is decided. Each response is
/// followed by another one on the same connection, which must begin exactly after the first.
/// </summary>
public sealed class ResponseFramingTests
{
    private const string Next = "\r\n\r\n5\r\nhello\r\n0\r\n\r\n";

    [Fact]
    public async Task HEAD_response_has_no_events_when_a_middleware_changes_the_method_to_GET()
    {
        await using var app = await StartAsync(static (context, next) =>
        {
            context.Request.Method = HttpMethods.Get;
            return next(context);
        });

        var received = await AskAsync(app, "HEAD");

        Assert.DoesNotContain("data:", received, StringComparison.Ordinal);
        Assert.EndsWith(Next, received, StringComparison.Ordinal);
        Assert.Equal(4, received.Split("\r\n\r\n").Length);
    }

    [Fact]
    public async Task HEAD_response_of_a_push_stream_has_no_events_when_a_middleware_changes_the_method_to_GET()
    {
        await using var app = await StartAsync(static (context, next) =>
        {
            context.Request.Method = HttpMethods.Get;
            return next(context);
        });
        var registered = Signal.RegisteredAsync(app.Sources, 1);
        using var raw = await RawClient.AskAsync(
            app.RawAddress, "HEAD /feed/rooms/a HTTP/1.1\r\nHost: x\r\n\r\nGET /hello HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");

        await registered;
        app.Sources.Single().Send("after the snapshot");
        app.Sources.Single().Close();

        var received = await raw.ReadToEndAsync();
        Assert.DoesNotContain("data:", received, StringComparison.Ordinal);
        Assert.EndsWith(Next, received, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(StatusCodes.Status204NoContent)]
    [InlineData(StatusCodes.Status304NotModified)]
    public async Task Response_has_no_events_when_a_status_without_a_body_is_set_late(int status)
    {
        await using var app = await StartAsync(OnStarting(response => response.StatusCode = status));

        Assert.Empty(BodyOf(await AskUntilEndAsync(app)));
    }

    [Theory]
    [InlineData("identity")]
    [InlineData("gzip")]
    [InlineData("chunked")]
    public async Task Events_are_not_chunked_when_the_transfer_encoding_is_set_late(string encoding)
    {
        await using var app = await StartAsync(OnStarting(response => response.Headers.TransferEncoding = encoding));

        // Kestrel does not frame the body if the application sets a transfer encoding.
        AssertUnframed(BodyOf(await AskUntilEndAsync(app)));
    }

    [Fact]
    public async Task Body_does_not_exceed_a_content_length_that_is_set_late()
    {
        await using var app = await StartAsync(OnStarting(static response => response.ContentLength = 20));

        var body = BodyOf(await AskUntilEndAsync(app));

        Assert.True(body.Length <= 20, body);
        Assert.DoesNotContain("\r\n", body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Events_are_chunked_when_the_connection_closes_after_the_response()
    {
        await using var app = await StartAsync(OnStarting(static response => response.Headers.Connection = "close"));

        var received = await AskUntilEndAsync(app);

        Assert.Contains("\r\nb\r\ndata: 199\n\n\r\n", received, StringComparison.Ordinal);
        Assert.EndsWith("\r\n0\r\n\r\n", received, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Events_over_HTTP_1_0_are_not_chunked()
    {
        await using var app = await StartAsync(static (context, next) => next(context));

        AssertUnframed(BodyOf(await AskUntilEndAsync(app, "HTTP/1.0")));
    }

    [Fact]
    public async Task Events_are_chunked_when_nobody_accepts_the_upgrade_that_the_request_asks_for()
    {
        await using var app = await StartAsync(static (context, next) => next(context));

        var received = await AskUntilEndAsync(app, headers: "Connection: Upgrade, close\r\nUpgrade: websocket\r\n");

        Assert.StartsWith("HTTP/1.1 200", received, StringComparison.Ordinal);
        Assert.Contains("\r\nb\r\ndata: 199\n\n\r\n", received, StringComparison.Ordinal);
        Assert.EndsWith("\r\n0\r\n\r\n", received, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Upgraded_connection_gets_no_events()
    {
        var refusal = new TaskCompletionSource<Exception?>();
        await using var app = await StartAsync(async (context, next) =>
        {
            await using var upgraded = await context.Features.GetRequiredFeature<IHttpUpgradeFeature>().UpgradeAsync();
            refusal.SetResult(await Record.ExceptionAsync(() => next(context)));
            await upgraded.WriteAsync("of another protocol"u8.ToArray());
        });

        var received = await AskUntilEndAsync(app, headers: "Connection: Upgrade\r\nUpgrade: other\r\n");

        Assert.StartsWith("HTTP/1.1 101", received, StringComparison.Ordinal);
        Assert.Equal("of another protocol", BodyOf(received));
        Assert.IsType<InvalidOperationException>(await Signal.WithinAsync(refusal.Task));
    }

    [Fact]
    public async Task Next_response_follows_a_stream_that_was_written_to_the_socket()
    {
        var calls = new FaultyCalls();
        var sends = 0;
        calls.OnSend = () =>
        {
            Interlocked.Increment(ref sends);
            return null;
        };

        // The system may be slow to take what the server has written, and the writer switches only then.
        await using var app = await StartAsync(
            static (context, next) => next(context), calls, goesOn: () => Volatile.Read(ref sends) == 0 && OperatingSystem.IsLinux());

        var received = await AskAsync(app, "GET");

        Assert.Contains("data: 199\n\n\r\n", received, StringComparison.Ordinal);
        Assert.EndsWith(Next, received, StringComparison.Ordinal);
        Assert.True(Volatile.Read(ref sends) > 0 || !OperatingSystem.IsLinux());
    }

    private static string BodyOf(string response) =>
        response.IndexOf("\r\n\r\n", StringComparison.Ordinal) is >= 0 and var end ? response[(end + 4)..] : "";

    private static void AssertUnframed(string body)
    {
        Assert.StartsWith("data: :start\n\ndata: 0\n\n", body, StringComparison.Ordinal);
        Assert.Contains("data: 198\n\ndata: 199\n\n", body, StringComparison.Ordinal);
        Assert.DoesNotContain("\r\n", body, StringComparison.Ordinal);
    }

    private static Func<HttpContext, RequestDelegate, Task> OnStarting(Action<HttpResponse> set) => (context, next) =>
    {
        if (context.Request.Path == "/paced/many")
        {
            context.Response.OnStarting(() =>
            {
                set(context.Response);
                return Task.CompletedTask;
            });
        }

        return next(context);
    };

    private static Task<TestApp> StartAsync(
        Func<HttpContext, RequestDelegate, Task> use, FaultyCalls? calls = null, Func<bool>? goesOn = null) =>
        TestApp.StartAsync(
        app => app.MapGet("/hello", static () => "hello"),
        services: services =>
        {
            if (calls is not null)
            {
                services.AddSingleton(new SendBatches(mayUseRing: false, calls));
            }
        },
        mapStreams: app =>
        {
            app.Use(use);
            app.UseRouting();
            app.MapEventStreams();
            app.MapGet("/paced/many", async (HttpContext context) =>
            {
                await using var source = context.Request.GetEventSource();
                await source.SendAsync(":start");
                for (var i = 0; i < 200 || goesOn?.Invoke() is true; i++)
                {
                    // Awaits each send, so that the writer has many opportunities to switch to the socket.
                    if (!await source.SendAsync(i.ToString(System.Globalization.CultureInfo.InvariantCulture)))
                    {
                        break;
                    }

                    await Task.Yield();
                }

                source.Close(CloseMode.Permanent);
                await source.CloseAsync();
            });
        });

    private static async Task<string> AskAsync(TestApp app, string method)
    {
        using var raw = await RawClient.AskAsync(
            app.RawAddress, $"{method} /paced/many HTTP/1.1\r\nHost: x\r\n\r\nGET /hello HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
        return await raw.ReadToEndAsync();
    }

    private static async Task<string> AskUntilEndAsync(TestApp app, string protocol = "HTTP/1.1", string headers = "Connection: close\r\n")
    {
        var received = new StringBuilder();
        using var raw = await RawClient.AskAsync(app.RawAddress, $"GET /paced/many {protocol}\r\nHost: x\r\n{headers}\r\n");
        try
        {
            received.Append(await raw.ReadToEndAsync());
        }
        catch (IOException)
        {
            // The server aborted the connection.
        }

        return received.ToString() + raw.Received;
    }
}
