using Microsoft.Extensions.Logging;
using Sisk.Sse.Sessions;
using Sisk.Sse.Tests.Support;

namespace Sisk.Sse.Tests.Security;

/// <summary>Streams opened with POST.</summary>
public abstract class PostedStreamTests(TestTransport transport)
{
    private const string Head = "POST /feed/posted HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 2\r\n";

    [Fact]
    public async Task Expect_100_continue_is_answered_before_the_stream_begins()
    {
        await using var app = await StartAsync();

        using var raw = await RawClient.AskAsync(app.RawAddress, Head + "Expect: 100-continue\r\n\r\n");
        await raw.ReadUntilAsync("HTTP/1.1 100 Continue\r\n\r\n");
        await raw.SendAsync("42");
        await raw.ReadUntilAsync("data: posted 42\n");
        await app.Get<FeedEventsBroadcaster>().BroadcastPostedAsync("live", TestContext.Current.CancellationToken);
        await raw.ReadUntilAsync("data: live\n\n");
        app.Sources.DropAll();

        await raw.ReadUntilAsync("\r\n0\r\n\r\n");
        Assert.Matches("^HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\n", raw.Received);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Truncated_request_opens_nothing_and_logs_no_error(bool reset)
    {
        var opened = 0;
        await using var app = await StartAsync();
        app.Sources.OnEventSourceRegistered += (_, _) => Interlocked.Increment(ref opened);
        const string Request = Head + "\r\n42";

        for (var length = 1; length < Request.Length; length++)
        {
            using var cut = await RawClient.AskAsync(app.RawAddress, Request[..length]);
            if (reset)
            {
                cut.Reset();
            }
        }

        using var whole = await RawClient.AskAsync(app.RawAddress, Request);
        await whole.ReadUntilAsync("data: posted 42\n");
        await Signal.WithinAsync(app.Application.StopAsync(TestContext.Current.CancellationToken));
        Assert.Equal(1, opened);
        Assert.Equal(0, app.Get<SessionRegistry>().Connections);
        Assert.DoesNotContain(app.Logs.Entries, static entry => entry.Level >= LogLevel.Error);
    }

    private Task<TestApp> StartAsync() => TestApp.StartAsync(options: options => options.Transport = transport.ToStreamTransport());
}

public sealed class PostedStreamTestsOverSocket() : PostedStreamTests(TestTransport.Default);

public sealed class PostedStreamTestsOverPipe() : PostedStreamTests(TestTransport.Pipe);
