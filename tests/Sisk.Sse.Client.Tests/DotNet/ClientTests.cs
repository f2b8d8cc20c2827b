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

        var events = await ReadAsync(server, new() { Reset = () => resets++ }, OnlyMessages);

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
    public async Task Third_party_data_can_end_the_stream()
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

    [Theory]
    [InlineData(500)]
    [InlineData(502)]
    [InlineData(504)]
    public async Task A_POST_that_may_have_had_effects_is_not_sent_twice(int status)
    {
        var failure = $"HTTP/1.1 {status} Failed\r\nContent-Length: 3\r\nConnection: close\r\n\r\nwhy";
        await using var server = new ScriptedServer(failure);
        await using var resumable = new ScriptedServer(Head + "id: 1\ndata: a\n\n", failure, Head + "data: b\n\n");

        var exception = await Assert.ThrowsAsync<EventStreamException>(() => ReadAsync(server, method: HttpMethod.Post));

        Assert.Equal(((HttpStatusCode)status, "why"), (exception.StatusCode!.Value, exception.Body));
        Assert.Single(server.Requests);
        Assert.Equal(["a", "b"], await ReadAsync(resumable, method: HttpMethod.Post));
    }

    [Fact]
    public async Task A_POST_that_fails_in_the_server_ends_with_the_reason()
    {
        await using var server = new ScriptedServer(Head + "data: a\n\nevent: error\ndata:\n\n");
        using var http = new HttpClient { BaseAddress = server.Address };
        var request = new EventStreamRequest(HttpMethod.Post, "/stream") { HasErrorEvent = true };

        Assert.Equal(HttpStatusCode.OK, (await Assert.ThrowsAsync<EventStreamException>(() => ReadAsync(http, request))).StatusCode);
    }

    [Theory]
    [InlineData("GET")]
    [InlineData("POST")]
    public async Task Events_of_other_servers_are_shown_whatever_their_names(string method)
    {
        await using var server = new ScriptedServer(
            Head + "id: 1\nevent: end\ndata:\n\nevent: error\ndata:\n\nevent: stopped\ndata:\n\n"
            + "event: reset\ndata:\n\nevent: end\ndata: a\n\n");

        Assert.Equal(["end:", "error:", "stopped:", "reset:", "end:a"], await ReadAsync(server, method: new(method), parser: NameAndData));
    }

    [Fact]
    public async Task Events_of_a_resumable_stream_end_it_with_the_closing_id_only()
    {
        await using var server = new ScriptedServer(
            Head + "id: 1\nevent: stopped\ndata:\n\nevent: interrupted\ndata:\n\ndata: a\n\nid: sisk-sse-end\nevent: stopped\ndata:\n\n");
        using var http = new HttpClient { BaseAddress = server.Address };
        var request = new EventStreamRequest(HttpMethod.Post, "/stream") { IsResumable = true };

        Assert.Equal(["stopped:", "interrupted:", "message:a"], await ReadAsync(http, request, parser: NameAndData));
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task A_reset_of_a_resumable_stream_is_not_shown_whatever_the_names_of_its_events()
    {
        await using var server = new ScriptedServer(Head + "event: reset\ndata:\n\ndata: a\n\nid: sisk-sse-end\nevent: end\ndata:\n\n");
        using var http = new HttpClient { BaseAddress = server.Address };
        var request = new EventStreamRequest(HttpMethod.Post, "/stream") { IsResumable = true };
        var resets = 0;

        Assert.Equal(["message:a"], await ReadAsync(http, request, new() { Reset = () => resets++ }, NameAndData));
        Assert.Equal(1, resets);
    }

    [Fact]
    public async Task A_POST_that_gets_no_answer_fails_with_the_reason()
    {
        var gone = new ScriptedServer();
        await gone.DisposeAsync();

        var exception = await Assert.ThrowsAsync<EventStreamException>(() => ReadAsync(gone, method: HttpMethod.Post));

        var reason = Assert.IsType<HttpRequestException>(exception.InnerException);
        Assert.StartsWith(
            $"The server did not answer: {reason.Message}. The request is not sent again", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_POST_that_breaks_off_fails_with_the_reason()
    {
        const string Cut = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\nff\r\ndata";
        await using var server = new ScriptedServer(Cut);

        var exception = await Assert.ThrowsAsync<EventStreamException>(() => ReadAsync(server, method: HttpMethod.Post));

        Assert.StartsWith("The stream broke off", exception.Message, StringComparison.Ordinal);
        Assert.IsAssignableFrom<IOException>(exception.InnerException);
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
    public async Task Each_reconnect_has_its_reason()
    {
        const string Cut = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\nff\r\ndata";
        const string Busy = "HTTP/1.1 503 Unavailable\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
        await using var server = new ScriptedServer(Busy, Head + "data: a\n\n", Cut);
        var log = new List<object?>();

        await ReadAsync(server, new() { Reconnecting = log.Add, StateChanged = state => log.Add(state) });

        var reasons = log.Where(static entry => entry is not EventStreamState).ToList();
        Assert.Equal(HttpStatusCode.ServiceUnavailable, Assert.IsType<EventStreamException>(reasons[0]).StatusCode);
        Assert.Null(reasons[1]);
        Assert.IsAssignableFrom<IOException>(reasons[2]);
        Assert.Equal(3, reasons.Count);
        Assert.All(reasons, reason => Assert.Equal(EventStreamState.Waiting, log[log.IndexOf(reason) + 1]));
    }

    [Fact]
    public async Task Cancellation_ends_an_open_stream_with_the_callers_token()
    {
        await using var server = new ScriptedServer(Head + "data: a\n\n" + Stay);
        using var http = new HttpClient { BaseAddress = server.Address };
        using var source = new CancellationTokenSource();
        var events = new EventStreamClient(http).ReadText("/stream", cancellationToken: source.Token)
            .GetAsyncEnumerator(TestContext.Current.CancellationToken);
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

    [Theory]
    [MemberData(nameof(LikeTheNetworks))]
    public async Task Exceptions_of_the_parser_are_not_mistaken_for_those_of_the_network(Exception thrown)
    {
        await using var server = new ScriptedServer(Head + "id: 1\ndata: a\n\n", Head + "data: b\n\n");
        using var http = new HttpClient { BaseAddress = server.Address };
        await using var events = new EventStreamClient(http, Fast)
            .Read<string>(
                new(HttpMethod.Get, "/stream"), (_, _, out _) => throw thrown, cancellationToken: TestContext.Current.CancellationToken)
            .GetAsyncEnumerator(TestContext.Current.CancellationToken);

        Assert.Same(thrown, await Assert.ThrowsAnyAsync<Exception>(async () => await events.MoveNextAsync()));

        Assert.False(await events.MoveNextAsync());
        Assert.Single(server.Requests);
    }

    [Theory]
    [MemberData(nameof(LikeTheNetworks))]
    public async Task Exceptions_of_the_callers_functions_are_not_mistaken_for_those_of_the_network(Exception thrown)
    {
        await using var server = new ScriptedServer();
        using var http = new HttpClient { BaseAddress = server.Address };
        var request = new EventStreamRequest(HttpMethod.Get, "/stream") { Content = () => throw thrown };
        var broken = new EventStreamRequest(HttpMethod.Get, "http://127.0.0.1:1/");

        Assert.Same(thrown, await Assert.ThrowsAnyAsync<Exception>(() => ReadAsync(server, new() { Headers = _ => throw thrown })));
        Assert.Same(thrown, await Assert.ThrowsAnyAsync<Exception>(() => ReadAsync(server, new() { StateChanged = _ => throw thrown })));
        Assert.Same(
            thrown, await Assert.ThrowsAnyAsync<Exception>(() => ReadAsync(http, broken, new() { Reconnecting = _ => throw thrown })));
        Assert.Same(thrown, await Assert.ThrowsAnyAsync<Exception>(() => ReadAsync(http, request)));

        Assert.Empty(server.Requests);
    }

    [Fact]
    public async Task Exceptions_of_the_callers_functions_are_in_the_task_also_for_an_event_that_has_come()
    {
        await using var server = new ScriptedServer(Head + "data: a\n\nevent: reset\ndata:\n\n" + Stay);
        using var http = new HttpClient { BaseAddress = server.Address };
        var thrown = new InvalidOperationException("mine");
        await using var events = new EventStreamClient(http, Fast)
            .Read<string>(
                new(HttpMethod.Get, "/stream"), OnlyMessages, new() { Reset = () => throw thrown }, TestContext.Current.CancellationToken)
            .GetAsyncEnumerator(TestContext.Current.CancellationToken);
        Assert.True(await events.MoveNextAsync());

        var next = events.MoveNextAsync();

        Assert.Same(thrown, await Assert.ThrowsAsync<InvalidOperationException>(async () => await next));
    }

    public static TheoryData<Exception> LikeTheNetworks =>
        [new FileNotFoundException("mine"), new OperationCanceledException("mine"), new HttpRequestException("mine")];

    private static bool OnlyMessages(string type, ReadOnlySpan<byte> data, out string value)
    {
        EventStreamClient.ParseText(type, data, out value);
        return type == "message";
    }

    private static bool NameAndData(string type, ReadOnlySpan<byte> data, out string value)
    {
        EventStreamClient.ParseText(type, data, out var text);
        value = $"{type}:{text}";
        return true;
    }
}
