using System.Net;
using Sisk.Sse.Client.Tests.Faults;
using static Sisk.Sse.Client.Tests.DotNet.Subscriber;
using static Sisk.Sse.Client.Tests.Faults.ScriptedServer;

namespace Sisk.Sse.Client.Tests.DotNet;

/// <summary>The client and the answers of servers: rows 14 and 18 to 22 of docs/reference/conformance.md, and beyond.</summary>
public sealed class AnswerTests
{
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

    [Theory]
    [InlineData("HTTP/1.1 400 Bad Request\r\nContent-Length: 14\r\n\r\n{\"title\":\"é\"}", "{\"title\":\"é\"}")]
    [InlineData("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n", "")]
    [InlineData("HTTP/1.1 400 Bad Request\r\nContent-Length: 14\r\n\r\ncut off", "cut off")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 4\r\n\r\npage", null)]
    public async Task A_refusal_has_the_text_of_the_answer(string answer, string? text)
    {
        await using var server = new ScriptedServer(answer);

        var exception = await Assert.ThrowsAsync<EventStreamException>(() => ReadAsync(server));

        Assert.Equal(text, exception.Body);
    }

    [Fact]
    public async Task The_text_of_a_refusal_is_bounded()
    {
        await using var server = new ScriptedServer(
            "HTTP/1.1 400 Bad Request\r\nContent-Length: 100000\r\n\r\n" + new string('a', 100_000));

        var exception = await Assert.ThrowsAsync<EventStreamException>(() => ReadAsync(server));

        Assert.Equal(64 * 1024, exception.Body!.Length);
    }

    [Theory]
    [InlineData("text/event-stream;")]
    [InlineData("text/event-stream; charset=")]
    [InlineData("text/event-stream;;charset=utf-8")]
    [InlineData("text/event-stream; charset=utf-8;")]
    [InlineData("Text/Event-Stream ;charset=\"utf-8\"")]
    public async Task Row_18_parameters_of_the_content_type_do_not_matter(string type)
    {
        await using var server = new ScriptedServer(Head.Replace("text/event-stream", type, StringComparison.Ordinal) + "data: a\n\n");

        Assert.Equal(["a"], await ReadAsync(server));
    }

    [Fact]
    public async Task A_refusal_names_the_content_type_as_it_was_sent()
    {
        await using var server = new ScriptedServer(Head.Replace("text/event-stream", "text/html; charset=", StringComparison.Ordinal));

        var exception = await Assert.ThrowsAsync<EventStreamException>(() => ReadAsync(server));

        Assert.Contains("'text/html; charset='", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Row_19_a_clean_end_is_followed_by_a_reconnect_with_the_last_event_id()
    {
        await using var server = new ScriptedServer(
            Head + "data: a\n\n", Head + "id: 1\ndata: b\n\nid: 2\n\n", Head + ": ping\n\ndata: c\n\n", Head + "id\n\n");

        Assert.Equal(["a", "b", "c"], await ReadAsync(server));

        Assert.Equal([null, null, "2", "2", null], server.LastEventIds);
    }

    [Fact]
    public async Task Row_20_the_status_204_ends_the_stream_permanently()
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

    [Fact]
    public async Task Row_22_an_id_that_is_long_or_odd_is_sent_as_it_is()
    {
        var id = "<a> \"b\", " + new string('c', 200);
        await using var server = new ScriptedServer(Head + $"id: {id}\ndata: a\n\n");

        Assert.Equal(["a"], await ReadAsync(server));

        Assert.Equal([null, id], server.LastEventIds);
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

    [Theory]
    [InlineData("id: 1\r\ndata: a\r\n\r\nid: 2\r\ndata: b\r\n\r")]
    [InlineData("id: 1\rdata: a\r\rid: 2\rdata: b\r\r")]
    public async Task An_event_that_ends_in_CR_is_sent_again_after_a_cut(string stream)
    {
        const string Cut = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\nffff\r\n";
        await using var server = new ScriptedServer(Cut + stream, Head + "id: 2\ndata: b\n\n");

        Assert.Equal(["a", "b"], await ReadAsync(server));

        Assert.Equal([null, "1", "2"], server.LastEventIds);
    }

    [Fact]
    public async Task An_event_that_ends_in_CR_at_a_clean_end_is_complete()
    {
        await using var server = new ScriptedServer(Head + "id: 1\rdata: a\r\r");

        Assert.Equal(["a"], await ReadAsync(server));

        Assert.Equal([null, "1"], server.LastEventIds);
    }

    [Fact]
    public async Task Row_14_an_id_beyond_ASCII_is_sent_in_the_query()
    {
        await using var server = new ScriptedServer(Head + "id: é日本\ndata: a\n\n");

        await ReadAsync(server);

        Assert.StartsWith("GET /stream?lastEventId=%C3%A9%E6%97%A5%E6%9C%AC ", server.Requests.Last(), StringComparison.Ordinal);
    }
}
