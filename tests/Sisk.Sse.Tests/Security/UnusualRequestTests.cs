using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Sisk.Sse.Sessions;
using Sisk.Sse.Tests.Support;

namespace Sisk.Sse.Tests.Security;

/// <summary>Valid HTTP requests that no browser sends to a stream.</summary>
public abstract class UnusualRequestTests(TestTransport transport)
{
    [Theory]
    [InlineData("HEAD")]
    [InlineData("OPTIONS")]
    [InlineData("POST")]
    [InlineData("NONSENSE")]
    public async Task Unsupported_method_gets_405_and_opens_nothing(string method)
    {
        await using var app = await StartAsync();

        using var request = new HttpRequestMessage(new HttpMethod(method), "/feed/bare/a");
        using var response = await Signal.WithinAsync(app.Client.SendAsync(request, TestContext.Current.CancellationToken));

        Assert.Equal(HttpStatusCode.MethodNotAllowed, response.StatusCode);
        Assert.Equal(["GET"], response.Content.Headers.Allow);
        Assert.Empty(app.Sources);
    }

    [Fact]
    public async Task Source_of_a_HEAD_request_ends_after_the_headers()
    {
        await using var app = await StartAsync(app => app.MapMethods("/any", ["GET", "HEAD"], async context =>
        {
            using var sse = context.Request.GetEventSource("any");
            sse.AppendHeader("X-Shop", "1");
            sse.Send("data");
            await sse.KeepAliveAsync();
        }));

        using var request = new HttpRequestMessage(HttpMethod.Head, "/any");
        using var response = await Signal.WithinAsync(app.Client.SendAsync(request, TestContext.Current.CancellationToken));

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("text/event-stream", response.Content.Headers.ContentType?.MediaType);
        Assert.Equal(["1"], response.Headers.GetValues("X-Shop"));
        Assert.Empty(app.Sources);
        Assert.Equal(0, app.Get<SessionRegistry>().Connections);
    }

    [Fact]
    public async Task HTTP_1_0_client_gets_events_without_chunks()
    {
        await using var app = await StartAsync();

        using var raw = await RawClient.AskAsync(app.RawAddress, "GET /feed/rooms/a HTTP/1.0\r\n\r\n");
        await raw.ReadUntilAsync("data: snapshot");
        await app.Get<FeedEventsBroadcaster>().BroadcastRoomAsync("a", "live", TestContext.Current.CancellationToken);
        app.Sources.DropAll();
        var answer = await raw.ReadToEndAsync();

        Assert.DoesNotContain("chunked", answer, StringComparison.OrdinalIgnoreCase);
        Assert.Matches("\r\n\r\ndata: snapshot of a\nid: [0-9a-z]+-0\n\nid: [0-9a-z]+-1\ndata: live\n\n$", answer);
    }

    [Fact]
    public async Task Pipelined_request_is_served_after_the_stream_ends()
    {
        await using var app = await StartAsync(app => app.MapGet("/plain", () => "plain answer"));

        using var raw = await RawClient.AskAsync(
            app.RawAddress,
            "GET /feed/rooms/a HTTP/1.1\r\nHost: x\r\n\r\nGET /feed/rooms/b HTTP/1.1\r\nHost: x\r\n\r\nGET /plain HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
        await raw.ReadUntilAsync("snapshot of a");
        app.Sources.DropAll();
        await raw.ReadUntilAsync("snapshot of b");
        app.Sources.DropAll();
        var answer = await raw.ReadToEndAsync();

        Assert.Equal(3, answer.Split("HTTP/1.1 200 OK\r\n").Length - 1);
        Assert.Matches("snapshot of a\nid: [0-9a-z]+-0\n\n\r\n0\r\n\r\nHTTP/1.1 200 OK", answer);
        Assert.Matches("snapshot of b\nid: [0-9a-z]+-0\n\n\r\n0\r\n\r\nHTTP/1.1 200 OK", answer);
        Assert.EndsWith("plain answer\r\n0\r\n\r\n", answer, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Last-Event-ID: {0}\r\nLast-Event-ID: {0}\r\n", "")]
    [InlineData("Last-Event-ID: {0}\r\nLast-Event-ID: other\r\n", "")]
    [InlineData("", "?lastEventId={0}&lastEventId={0}")]
    [InlineData("", "?lastEventId={0}&LASTEVENTID=other")]
    public async Task Several_last_event_ids_are_answered_with_reset(string headers, string query)
    {
        await using var app = await StartAsync();
        string id;
        await using (var first = await app.OpenAsync("/feed/rooms/a"))
        {
            await first.NextAsync();
            id = first.LastEventId;
        }

        using var raw = await RawClient.AskAsync(
            app.RawAddress, string.Format(null, $"GET /feed/rooms/a{query} HTTP/1.0\r\n{headers}\r\n", id));
        await raw.ReadUntilAsync("-0\n\n");

        Assert.Matches("event: reset\ndata: \n\ndata: snapshot of a\nid: [0-9a-z]+-0\n\n$", raw.Received);
    }

    [Fact]
    public async Task Jump_of_the_system_clock_ends_no_stream()
    {
        var clock = new TestClock();
        await using var app = await StartAsync(services: services => services.AddSingleton<TimeProvider>(clock));
        using var raw = await RawClient.GetAsync(app.RawAddress, "/feed/bare/a");
        await raw.ReadUntilAsync("id: ");
        var source = app.Sources.Single();

        clock.AdjustTime(clock.GetUtcNow().AddDays(3));
        await app.Get<FeedEventsBroadcaster>().BroadcastBareAsync("a", "after", TestContext.Current.CancellationToken);
        await raw.ReadUntilAsync("data: after");

        Assert.True(source.IsActive);
        Assert.InRange(raw.Received.Split("\n:\n\n").Length - 1, 0, 1);
    }

    private Task<TestApp> StartAsync(Action<WebApplication>? map = null, Action<IServiceCollection>? services = null) =>
        TestApp.StartAsync(map, options => options.Transport = transport.ToStreamTransport(), services);
}

public sealed class UnusualRequestTestsOverSocket() : UnusualRequestTests(TestTransport.Default);

public sealed class UnusualRequestTestsOverPipe() : UnusualRequestTests(TestTransport.Pipe);
