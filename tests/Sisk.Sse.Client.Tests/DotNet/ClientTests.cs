using System.Net;
using System.Net.ServerSentEvents;
using Sisk.Sse.Client.Tests.Faults;
using static Sisk.Sse.Client.Tests.Faults.ScriptedServer;

namespace Sisk.Sse.Client.Tests.DotNet;

/// <summary>What a client does with the answers of servers: rows 18 to 22 of the conformance table, and beyond.</summary>
public sealed class ClientTests
{
    private static readonly EventStreamClientOptions _fast = new() { Retry = TimeSpan.FromMilliseconds(1), MaxRetry = TimeSpan.FromMilliseconds(5) };

    [Theory]
    [InlineData("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n", HttpStatusCode.NotFound)]
    [InlineData("HTTP/1.1 401 Unauthorized\r\nContent-Length: 0\r\n\r\n", HttpStatusCode.Unauthorized)]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 0\r\n\r\n", HttpStatusCode.OK)]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Type: text/event-streams\r\nContent-Length: 0\r\n\r\n", HttpStatusCode.OK)]
    public async Task Row_18_a_refusal_ends_the_stream_with_an_error(string answer, HttpStatusCode status)
    {
        await using var server = new ScriptedServer(answer);

        var exception = await Assert.ThrowsAsync<EventStreamException>(() => ReadAsync(server));

        Assert.Equal(status, exception.StatusCode);
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task Row_19_a_clean_end_is_followed_by_a_reconnect_with_the_last_event_id()
    {
        await using var server = new ScriptedServer(Head + "data: a\n\n", Head + "id: 1\ndata: b\n\nid: 2\n\n", Head + ": ping\n\ndata: c\n\n", Head + "id\n\n");

        Assert.Equal(["a", "b", "c"], await ReadAsync(server));

        Assert.Equal([null, null, "2", "2", null], server.LastEventIds);
    }

    [Fact]
    public async Task Row_20_the_status_204_ends_the_stream_for_good()
    {
        await using var server = new ScriptedServer(NoContent);

        Assert.Empty(await ReadAsync(server));
        Assert.Single(server.Requests);
    }

    [Theory]
    [InlineData(301)]
    [InlineData(302)]
    [InlineData(303)]
    [InlineData(307)]
    [InlineData(308)]
    public async Task Row_21_redirects_are_followed(int status)
    {
        await using var target = new ScriptedServer(Head + "data: a\n\n");
        await using var server = new ScriptedServer(
            $"HTTP/1.1 {status} Moved\r\nLocation: {target.Address}stream\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");

        Assert.Equal(["a"], await ReadAsync(server));
    }

    [Theory]
    [InlineData("HTTP/1.1 500 Error\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")]
    [InlineData("HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")]
    [InlineData("HTTP/1.1 503 Unavailable\r\nRetry-After: 0\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")]
    [InlineData("HTTP/1.1 429 Too Many\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n9\r\ndata")]
    [InlineData("no HTTP at all\r\n\r\n")]
    public async Task A_failure_of_the_server_or_the_network_is_followed_by_another_attempt(string answer)
    {
        await using var server = new ScriptedServer(answer, Head + "data: a\n\n");

        Assert.Equal(["a"], await ReadAsync(server));
    }

    [Fact]
    public async Task An_id_is_taken_with_its_event_only()
    {
        await using var server = new ScriptedServer(Head + "id: 1\ndata: a\n\nid: 2\ndata: b\n", Head + "id: 3\n", Head + "id: 4\0\n\n");

        Assert.Equal(["a"], await ReadAsync(server));

        Assert.Equal([null, "1", "1", "1"], server.LastEventIds);
    }

    [Fact]
    public async Task An_id_beyond_ASCII_is_sent_in_the_query()
    {
        await using var server = new ScriptedServer(Head + "id: é日本\ndata: a\n\n");

        await ReadAsync(server);

        Assert.StartsWith("GET /stream?lastEventId=%C3%A9%E6%97%A5%E6%9C%AC ", server.Requests.Last(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_servers_own_events_are_not_shown_and_end_or_reset_the_stream()
    {
        await using var server = new ScriptedServer(Head + "event: reset\ndata\n\ndata: a\n\nid: sisk-sse-end\nevent: end\ndata:\n\n");
        var resets = 0;

        var events = await ReadAsync(server, new() { Reset = () => resets++ }, parser: static (string type, ReadOnlySpan<byte> data, out string value) =>
        {
            EventStreamClient.ParseText(type, data, out value);
            return type == "message";
        });

        Assert.Equal(["a"], events);
        Assert.Equal(1, resets);
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task A_closing_id_without_an_event_ends_the_stream() // what a replaced tab is told
    {
        await using var server = new ScriptedServer(Head + "data: a\n\nid: sisk-sse-end\n\n");

        Assert.Equal(["a"], await ReadAsync(server));
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task Foreign_data_can_end_the_stream()
    {
        await using var server = new ScriptedServer(Head + "data: a\n\ndata: [DONE]\n\ndata: b\n\n");

        Assert.Equal(["a"], await ReadAsync(server, endData: "[DONE]"));
    }

    [Fact]
    public async Task A_POST_is_not_sent_twice_unless_it_can_be_resumed()
    {
        await using var server = new ScriptedServer(Head + "data: a\n\n");
        await using var resumable = new ScriptedServer(Head + "id: 1\ndata: a\n\n", Head + "data: b\n\n");
        await using var busy = new ScriptedServer("HTTP/1.1 503 Unavailable\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");

        await Assert.ThrowsAsync<EventStreamException>(() => ReadAsync(server, method: HttpMethod.Post));

        Assert.Single(server.Requests);
        Assert.Equal(["a", "b"], await ReadAsync(resumable, method: HttpMethod.Post));
        Assert.Empty(await ReadAsync(busy, method: HttpMethod.Post));
        Assert.Equal(2, busy.Requests.Count);
    }

    [Fact]
    public async Task A_POST_that_fails_in_the_server_ends_with_the_reason()
    {
        await using var server = new ScriptedServer(Head + "data: a\n\nevent: error\ndata:\n\n");

        Assert.Equal(HttpStatusCode.OK, (await Assert.ThrowsAsync<EventStreamException>(() => ReadAsync(server, method: HttpMethod.Post))).StatusCode);
    }

    [Fact]
    public async Task Headers_are_asked_for_at_each_attempt()
    {
        await using var server = new ScriptedServer(Head, Head);
        var count = 0;

        await ReadAsync(server, new() { Headers = headers => headers.Add("X-Count", $"{++count}") });

        Assert.Equal(["1", "2", "3"], server.Requests.Select(request => Header(request, "X-Count")));
    }

    [Fact]
    public async Task States_are_reported_in_order()
    {
        await using var server = new ScriptedServer(Head + "data: a\n\n");
        var states = new List<EventStreamState>();

        await ReadAsync(server, new() { StateChanged = states.Add });

        Assert.Equal(
            [EventStreamState.Connecting, EventStreamState.Open, EventStreamState.Waiting, EventStreamState.Connecting, EventStreamState.Closed], states);
    }

    [Fact]
    public async Task Cancellation_ends_an_open_stream_with_the_callers_token()
    {
        await using var server = new ScriptedServer(Head + "data: a\n\n" + Stay);
        using var http = new HttpClient { BaseAddress = server.Address };
        using var source = new CancellationTokenSource();
        var events = new EventStreamClient(http).ReadText("/stream", cancellationToken: source.Token).GetAsyncEnumerator(TestContext.Current.CancellationToken);
        Assert.True(await events.MoveNextAsync());

        var next = events.MoveNextAsync();
        await source.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await next);
        await events.DisposeAsync();
    }

    [Fact]
    public async Task Exceptions_of_the_parser_reach_the_caller()
    {
        await using var server = new ScriptedServer(Head + "data: a\n\n");

        await Assert.ThrowsAsync<InvalidDataException>(() => ReadAsync(
            server, parser: static (string _, ReadOnlySpan<byte> _, out string value) => throw new InvalidDataException(value = "")));

        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task Items_have_names_and_ids()
    {
        await using var server = new ScriptedServer(Head + "id: 1\nevent: x\ndata: a\n\n");
        using var http = new HttpClient { BaseAddress = server.Address };
        var items = new List<SseItem<string>>();

        await foreach (var item in new EventStreamClient(http, _fast).ReadText("/stream", cancellationToken: TestContext.Current.CancellationToken).Items().WithCancellation(TestContext.Current.CancellationToken))
        {
            items.Add(item);
        }

        Assert.Equal(("x", "a", "1"), (items.Single().EventType, items.Single().Data, items.Single().EventId));
    }

    private static async Task<List<string>> ReadAsync(
        ScriptedServer server, EventStreamCall? call = null, EventParser<string>? parser = null, HttpMethod? method = null, string? endData = null)
    {
        using var http = new HttpClient { BaseAddress = server.Address };
        var events = new List<string>();
        var request = new EventStreamRequest(method ?? HttpMethod.Get, "/stream") { EndData = endData };
        await foreach (var item in new EventStreamClient(http, _fast).Read(request, parser ?? EventStreamClient.ParseText, call, TestContext.Current.CancellationToken))
        {
            events.Add(item);
        }

        return events;
    }
}
