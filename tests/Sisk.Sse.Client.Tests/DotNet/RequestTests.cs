using System.Text;
using Sisk.Sse.Client.CompilerServices;
using Sisk.Sse.Client.Tests.Faults;
using static Sisk.Sse.Client.Tests.DotNet.Subscriber;
using static Sisk.Sse.Client.Tests.Faults.ScriptedServer;

namespace Sisk.Sse.Client.Tests.DotNet;

/// <summary>Requests that cannot be sent as they are meant: an error says so instead of attempts without end.</summary>
public sealed class RequestTests
{
    [Theory]
    [InlineData("tenant", "Zoë", "The value of header 'tenant' is not ASCII")]
    [InlineData("tenant", "a\nb", "The value of header 'tenant' contains a line break")]
    [InlineData("tenant", "a\r\n b", "The value of header 'tenant' contains a line break")]
    [InlineData("a tenant", "a", "'a tenant' is not the name of a request header")]
    [InlineData("Content-Type", "a/b", "'Content-Type' is not the name of a request header")]
    public async Task Header_that_cannot_be_sent_is_an_error(string name, string value, string message)
    {
        await using var server = new ScriptedServer();
        using var http = new HttpClient { BaseAddress = server.Address };

        var exception = await Assert.ThrowsAsync<ArgumentException>(
            () => ReadAsync(http, Get().Literal("stream").Header(name, value).Build()));

        Assert.StartsWith(message, exception.Message, StringComparison.Ordinal);
        Assert.Empty(server.Requests);
    }

    [Fact]
    public async Task Header_of_a_call_that_cannot_be_sent_is_an_error()
    {
        await using var server = new ScriptedServer();

        await Assert.ThrowsAsync<ArgumentException>(
            () => ReadAsync(server, new() { Headers = static headers => headers.Add("tenant", "Zoë") }));
    }

    [Fact]
    public async Task Header_beyond_ASCII_is_sent_by_a_client_that_can()
    {
        await using var server = new ScriptedServer();
        using var handler = new SocketsHttpHandler { RequestHeaderEncodingSelector = static (_, _) => Encoding.UTF8 };
        using var http = new HttpClient(handler) { BaseAddress = server.Address };

        Assert.Empty(await ReadAsync(http, Get().Literal("stream").Header("tenant", "Zoë").Build()));

        Assert.Equal("Zoë", Header(server.Requests.Single(), "tenant"));
    }

    [Theory]
    [InlineData("9", "9", "/stream")]
    [InlineData("é", null, "/stream?lastEventId=%C3%A9")]
    public async Task Last_event_id_replaces_that_of_the_first_request(string id, string? expected, string target)
    {
        foreach (var isOfCall in new[] { false, true })
        {
            await using var server = new ScriptedServer($"{Head}retry: 1\nid: {id}\ndata: a\n\n");
            using var http = new HttpClient { BaseAddress = server.Address };
            var request = Get().Literal("stream").Header("last-event-id", isOfCall ? null : "5").Build();
            var call = new EventStreamCall { Headers = isOfCall ? static headers => headers.Add("Last-Event-ID", "5") : null };

            Assert.Equal(["a"], await ReadAsync(http, request, call));

            Assert.Equal(["5", expected], server.LastEventIds);
            Assert.StartsWith($"GET {target} ", server.Requests.Last(), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("a\"b")]
    [InlineData("\"a\"")]
    [InlineData("a\"b,c\"")]
    [InlineData("a\"b\" ")]
    public void Value_of_a_header_with_several_that_the_server_would_not_read_as_one_is_an_error(string value)
    {
        var exception = Assert.Throws<ArgumentException>("tags", () => Get().Literal("stream").Headers("tags", ["x", value]));

        Assert.Contains("quotation mark", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "is empty")]
    [InlineData(".", "makes '.' a segment")]
    [InlineData("..", "makes '..' a segment")]
    public void Route_value_that_leads_to_another_address_is_an_error(string value, string message)
    {
        var exception = Assert.Throws<ArgumentException>(
            "id", () => Get().Literal("users/").Parameter("id", value).Literal("/events").Build());

        Assert.StartsWith($"The parameter 'id' of the route {message}", exception.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => Get().Literal("users/").Segment(value).Build());
        Assert.Throws<ArgumentException>("id", () => Get().Parameter("id", value).Query("key", "a/b").Build());
    }

    [Theory]
    [InlineData("..")]
    [InlineData("a/../b")]
    [InlineData("a/b/.")]
    public void Route_value_with_slashes_that_leads_to_another_address_is_an_error(string value) =>
        Assert.Throws<ArgumentException>("path", () => Get().Literal("files/").Parameter("path", value, keepsSlashes: true).Build());

    [Fact]
    public void Route_values_that_make_dots_together_are_an_error() =>
        Assert.Throws<ArgumentException>(
            "name", () => Get().Literal("files/").Parameter("name", ".").Literal(".").Parameter("type", "").Build());

    [Fact]
    public void Route_values_with_dots_are_kept()
    {
        var request = Get().Literal("files/").Parameter("name", "..").Literal("-").Parameter("type", ".")
            .Literal("/").Parameter("id", "../...").Literal("/").Parameter("optional", (string?)null)
            .Literal("/").Parameter("path", "", keepsSlashes: true)
            .Query("key", "..").Build();

        Assert.Equal("files/..-./..%2F.../?key=..", request.Uri);
    }

    [Fact]
    public void Dot_before_a_missing_extension_is_left_out() =>
        Assert.Equal(
            "files/a", Get().Literal("files/").Parameter("name", "a").Literal(".").Parameter("extension", (string?)null).Build().Uri);

    [Fact]
    public void Dates_and_times_are_written_in_full() => Assert.Equal(
        "?day=2026-11-29&time=13%3A45%3A30.5000000&at=2026-11-29T13%3A45%3A30.0000000Z&span=1.02%3A03%3A04&flag=true&number=1.5",
        Get()
            .Query("day", new DateOnly(2026, 11, 29))
            .Query("time", new TimeOnly(13, 45, 30, 500))
            .Query("at", new DateTime(2026, 11, 29, 13, 45, 30, DateTimeKind.Utc))
            .Query("span", new TimeSpan(1, 2, 3, 4))
            .Query("flag", true)
            .Query("number", 1.5)
            .Build().Uri);

    private static RequestBuilder Get() => new(HttpMethod.Get);
}
