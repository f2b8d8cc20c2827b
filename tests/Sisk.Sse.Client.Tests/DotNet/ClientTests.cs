using System.Net;
using Sisk.Sse.Client.Tests.Faults;
using static Sisk.Sse.Client.Tests.DotNet.Subscriber;
using static Sisk.Sse.Client.Tests.Faults.ScriptedServer;

namespace Sisk.Sse.Client.Tests.DotNet;

/// <summary>A subscription from its first request to its end.</summary>
public sealed class ClientTests
{
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
}
