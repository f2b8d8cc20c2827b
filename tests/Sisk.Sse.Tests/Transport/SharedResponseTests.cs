using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Sisk.Sse.Tests.Support;
using Sisk.Sse.Transport.Linux;

namespace Sisk.Sse.Tests.Transport;

/// <summary>
/// The application uses the response of a source by itself. What the server has written then comes before later events, and nothing comes
/// after the end of the response.
/// </summary>
public sealed class SharedResponseTests
{
    private readonly FaultyCalls _calls = new();
    private int _sends;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Response_that_the_application_has_completed_gets_no_more_events(bool isDirect)
    {
        await using var app = await StartAsync(isDirect, static async (context, source) =>
        {
            await context.Response.CompleteAsync();
            await SendUntilClosedAsync(source);
        });

        using var raw = await AskAsync(app);

        Assert.DoesNotContain("LATE", await raw.ReadToResetAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Response_whose_writer_the_application_has_completed_gets_no_more_events(bool isDirect)
    {
        await using var app = await StartAsync(isDirect, static async (context, source) =>
        {
            await context.Response.BodyWriter.CompleteAsync();
            await SendUntilClosedAsync(source);
        });

        using var raw = await AskAsync(app);

        Assert.DoesNotContain("LATE", await raw.ReadToResetAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Event_follows_what_the_application_has_written_itself(bool isDirect)
    {
        // More than the server and the system buffer.
        var own = ": " + new string('x', 16 * 1024 * 1024) + "\n\n";
        var sent = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var app = await StartAsync(isDirect, async (context, source) =>
        {
            var writing = context.Response.WriteAsync(own);
            source.Send("after");
            sent.SetResult();
            await writing;
            await source.CloseAsync();
        });

        using var raw = await AskAsync(app);
        await Signal.WithinAsync(sent.Task);
        var received = await raw.ReadToEndAsync();

        Assert.Contains("xxx\n\n\r\nd\r\ndata: after\n\n\r\n0\r\n\r\nHTTP/1.1 200 OK", received, StringComparison.Ordinal);
        Assert.EndsWith("\r\n\r\n5\r\nhello\r\n0\r\n\r\n", received, StringComparison.Ordinal);
    }

    /// <summary>Gives the writer many opportunities to switch to the socket.</summary>
    private static async Task SendUntilClosedAsync(HttpRequestEventSource source)
    {
        while (await source.SendAsync("LATE"))
        {
            await Task.Yield();
        }
    }

    private static Task<RawClient> AskAsync(TestApp app) => RawClient.AskAsync(
        app.RawAddress,
        "GET /shared HTTP/1.1\r\nHost: x\r\n\r\nGET /hello HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
        receiveBuffer: 4096);

    /// <summary>Starts an application whose endpoint sends events until the socket is used, or one only, and then uses the response.</summary>
    private Task<TestApp> StartAsync(bool isDirect, Func<HttpContext, HttpRequestEventSource, Task> use)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Sockets are used on Linux only.");
        _calls.OnSend = () =>
        {
            Interlocked.Increment(ref _sends);
            return null;
        };
        return TestApp.StartAsync(
            app =>
            {
                app.MapGet("/hello", static () => "hello");
                app.MapGet("/shared", async (HttpContext context) =>
                {
                    using var source = context.Request.GetEventSource("shared");
                    do
                    {
                        await source.SendAsync("first");
                        await Task.Yield();
                    }
                    while (isDirect && Volatile.Read(ref _sends) == 0);

                    await use(context, source);
                });
            },
            services: services => services.AddSingleton(new SendBatches(mayUseRing: false, _calls)));
    }
}
