using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;

namespace Sisk.Sse.Tests.Inspection;

/// <summary>Test events, and the live tail of a key.</summary>
public sealed class TestEventTests
{
    private const string Watch = "Sisk.Sse.Tests/Sisk.Sse.Tests.Inspection.InspectedEvents.Watch";
    private const string Texts = "Sisk.Sse.Tests/Sisk.Sse.Tests.Inspection.InspectedEvents.Texts";
    private const string Prices = "Sisk.Sse.Tests/Sisk.Sse.Tests.Inspection.InspectedEvents.Prices";
    private const string Changed = """{ "name": "n", "count": 1, "kind": 1, "tags": ["a"], "place": { "x": 1.5, "y": 2 } }""";

    [Fact]
    public async Task Test_event_reaches_the_clients_of_its_key_only()
    {
        await using var app = await InspectorApp.StartAsync();
        await using var reading = await app.OpenAsync("/inspected/acme/1");
        await using var other = await app.OpenAsync("/inspected/acme/2");

        var (status, message) = await app.PostAsync("send", Request("changed", Changed, "acme", "01"));
        await app.PostAsync("send", Request("changed", Changed.Replace("\"n\"", "\"all\"", StringComparison.Ordinal)));

        Assert.Equal((HttpStatusCode.OK, "Sent changed to acme/01."), (status, message));
        var item = await reading.NextAsync();
        Assert.Equal(
            ("changed", """{"name":"n","count":1,"kind":1,"tags":["a"],"place":{"x":1.5,"y":2}}"""), (item?.EventType, item?.Data));
        Assert.Contains("\"all\"", await other.NextDataAsync(), StringComparison.Ordinal);
        await app.Logs.FirstAsync(static entry => entry.Category == "Sisk.Sse.Inspection" && entry.Text.Contains("test event 'changed'", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Test_event_of_a_text_stream_is_the_text_itself()
    {
        await using var app = await InspectorApp.StartAsync();
        await using var reading = await app.OpenAsync("/inspected/texts/of/0f8fad5b-d9cb-469f-a165-70867728950e");

        var (status, _) = await app.PostAsync(
            "send",
            $$"""{ "stream": "{{Texts}}", "event": "message", "key": ["0F8FAD5B-D9CB-469F-A165-70867728950E"], "data": "two\nlines" }""");

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal("two\nlines", await reading.NextDataAsync());
    }

    [Theory]
    [InlineData("1.5", "2026-01-31T12:00:00Z")]
    [InlineData("1.500", "2026-01-31T13:00:00+01:00")]
    public async Task Key_may_be_typed_in_any_form_that_a_route_accepts(string price, string at)
    {
        await using var app = await InspectorApp.StartAsync();
        await using var reading = await app.OpenAsync("/inspected/prices/of/1.50/at/2026-01-31T12:00:00Z");
        await using var tail = await app.OpenAsync($"/_streams/tail?stream={Prices}&value={price}&value={Uri.EscapeDataString(at)}");

        var (status, _) = await app.PostAsync(
            "send", $$"""{ "stream": "{{Prices}}", "event": "message", "key": ["{{price}}", "{{at}}"], "data": "sent" }""");

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal("sent", await reading.NextDataAsync());
        Assert.Equal("sent", await tail.NextDataAsync());
    }

    [Theory]
    [InlineData("""{ "name": 5, "count": 1, "kind": 1, "tags": [], "place": null }""", "'data.name' must be a string.")]
    [InlineData("""{ "count": 1, "kind": 1, "tags": [], "place": null }""", "'data.name' is missing.")]
    [InlineData("""{ "name": null, "count": 1, "kind": 1, "tags": [], "place": null }""", "'data.name' may not be null.")]
    [InlineData("""{ "name": "", "count": 1.5, "kind": 1, "tags": [], "place": null }""", "'data.count' must be an integer (int32).")]
    [InlineData(
        """{ "name": "", "count": 99999999999, "kind": 1, "tags": [], "place": null }""", "'data.count' must be an integer (int32).")]
    [InlineData("""{ "name": "", "count": 1, "kind": 9, "tags": [], "place": null }""", "'data.kind' must be one of 0, 1.")]
    [InlineData("""{ "name": "", "count": 1, "kind": 1, "tags": ["a", 2], "place": null }""", "'data.tags[1]' must be a string.")]
    [InlineData("""{ "name": "", "count": 1, "kind": 1, "tags": {}, "place": null }""", "'data.tags' must be an array.")]
    [InlineData("""{ "name": "", "count": 1, "kind": 1, "tags": [], "place": { "x": "1", "y": 1 } }""", "'data.place.x' must be a number.")]
    [InlineData("[]", "'data' must be an object.")]
    public async Task Data_that_the_application_could_not_send_is_refused(string data, string error)
    {
        await using var app = await InspectorApp.StartAsync();

        Assert.Equal((HttpStatusCode.BadRequest, error), await app.PostAsync("send", Request("changed", data)));
    }

    [Theory]
    [InlineData("\"a\\ud800\"")]
    [InlineData("""{ "name": "\udc00" }""")]
    [InlineData("""{ "\ud800\ud800": 1 }""")]
    public async Task Text_that_cannot_be_decoded_is_refused(string data)
    {
        await using var app = await InspectorApp.StartAsync();

        var (status, message) = await app.PostAsync("send", Request("changed", data));
        var (textStatus, _) = await app.PostAsync("send", $$"""{ "stream": "{{Texts}}", "event": "message", "data": {{data}} }""");

        Assert.Equal((HttpStatusCode.BadRequest, HttpStatusCode.BadRequest), (status, textStatus));
        Assert.Contains("half of a surrogate pair", message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Request_without_data_or_in_an_unknown_encoding_is_refused()
    {
        await using var app = await InspectorApp.StartAsync();
        using var unknown = new StringContent("{}", new MediaTypeHeaderValue("application/json", "unknown"));

        var missing = await app.PostAsync("send", $$"""{ "stream": "{{Watch}}", "event": "changed" }""");
        using var response = await app.Client.PostAsync("/_streams/send", unknown, TestContext.Current.CancellationToken);

        Assert.Equal((HttpStatusCode.BadRequest, "The data of the event is missing."), missing);
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, response.StatusCode);
    }

    [Theory]
    [InlineData("""{ "id": "5", "at": "2026-01-31T12:00:00Z" }""", "'data.id' must be a string in the format uuid.")]
    [InlineData(
        """{ "id": "0f8fad5b-d9cb-469f-a165-70867728950e", "at": "today" }""", "'data.at' must be a string in the format date-time.")]
    public async Task Text_of_another_format_is_refused(string data, string error)
    {
        await using var app = await InspectorApp.StartAsync();

        Assert.Equal((HttpStatusCode.BadRequest, error), await app.PostAsync("send", Request("removed", data)));
    }

    [Fact]
    public async Task Unknown_stream_event_or_key_is_refused()
    {
        await using var app = await InspectorApp.StartAsync();

        Assert.Equal("There is no push stream 'x'.", (await app.PostAsync("send", """{ "stream": "x", "data": 1 }""")).Message);
        Assert.Equal("The stream has no event 'x'.", (await app.PostAsync("send", Request("x", Changed))).Message);
        Assert.Equal(
            "'one' is not a value of 'number'.", (await app.PostAsync("send", Request("changed", Changed, "acme", "one"))).Message);
        Assert.Equal(
            "The stream has 2 key values, but 3 were given.",
            (await app.PostAsync("send", Request("changed", Changed, "a", "1", "b"))).Message);
    }

    [Fact]
    public async Task Targets_have_the_keys_events_and_types_of_push_streams()
    {
        await using var app = await InspectorApp.StartAsync();

        var targets = await app.Client.GetFromJsonAsync<JsonElement>("/_streams/targets", TestContext.Current.CancellationToken);

        var target = targets.GetProperty("streams").EnumerateArray().Single(static stream => stream.GetProperty("id").GetString() == Watch);
        Assert.Equal(["tenant", "number"], target.GetProperty("keys").EnumerateArray().Select(static key => key.GetString()));
        Assert.Equal(
            ["changed", "removed"],
            target.GetProperty("events").EnumerateArray().Select(static one => one.GetProperty("name").GetString()));
        var reference = target.GetProperty("events")[0].GetProperty("schema").GetProperty("$ref").GetString()!;
        Assert.True(targets.GetProperty("types").TryGetProperty(reference["#/types/".Length..], out _));
    }

    [Theory]
    [InlineData("stream=" + Watch + "&value=acme&value=1")]
    [InlineData("stream=" + Watch + "&key=acme/1")]
    public async Task Tail_gets_the_events_that_a_client_of_the_key_gets(string query)
    {
        await using var app = await InspectorApp.StartAsync();
        await using var client = await app.OpenAsync("/inspected/acme/1");
        await using var tail = await app.OpenAsync("/_streams/tail?" + query);

        var broadcaster = app.Get<InspectedEventsBroadcaster>();
        await broadcaster.BroadcastRemovedAsync("acme", 2, new(Guid.Empty, default), TestContext.Current.CancellationToken);
        await broadcaster.BroadcastChangedAsync(
            "acme", 1, new("n", 1, InspectedKind.Large, [], null), TestContext.Current.CancellationToken);

        var expected = await client.NextAsync();
        Assert.Equal("changed", expected?.EventType);
        Assert.Equal(expected, await tail.NextAsync());
    }

    [Theory]
    [InlineData("stream=x")]
    [InlineData("key=acme/1")]
    [InlineData("stream=" + Watch + "&value=acme&value=one")]
    public async Task Tail_of_something_unknown_is_not_found(string query)
    {
        await using var app = await InspectorApp.StartAsync();

        using var response = await app.Client.GetAsync("/_streams/tail?" + query, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
    }

    private static string Request(string name, string data, params string[] key) =>
        $$"""{ "stream": "{{Watch}}", "event": "{{name}}", "key": [{{string.Join(", ", key.Select(static value => $"\"{value}\""))}}], "data": {{data}} }""";
}
