using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Sisk.Sse.Tests.Support;
using static Sisk.Sse.Tests.Publishing.PublisherApp;

namespace Sisk.Sse.Tests.Publishing;

/// <summary>Events that another program publishes.</summary>
public sealed class HttpPublisherTests
{
    [Fact]
    public async Task Published_event_is_the_same_on_the_wire_as_a_broadcast()
    {
        await using var app = await PublisherApp.StartAsync();
        await using var reading = await app.OpenAsync("/published/orders/acme/1");

        var answer = await app.PublishAsync(Watch, Event("acme", 1));
        await app.Get<PublishedEventsBroadcaster>()
            .BroadcastChangedAsync("acme", 1, new("n", 1, PublishedKind.Large, ["a"], new(1.5, 2)), TestContext.Current.CancellationToken);

        var published = await reading.NextAsync();
        var broadcast = await reading.NextAsync();
        Assert.Equal((HttpStatusCode.Accepted, "application/json"), (answer.Status, answer.Type));
        Assert.Equal(1, answer.Body.GetProperty("events").GetInt32());
        Assert.Equal((answer.FirstId, answer.FirstId), (published?.EventId, answer.LastId));
        Assert.Equal(
            ("changed", """{"name":"n","count":1,"kind":1,"tags":["a"],"place":{"x":1.5,"y":2},"priority":1,"total":2}"""),
            (published?.EventType, published?.Data));
        Assert.Equal((published?.EventType, published?.Data), (broadcast?.EventType, broadcast?.Data));
    }

    [Fact]
    public async Task Event_reaches_the_connections_of_its_leading_keys()
    {
        await using var app = await PublisherApp.StartAsync();
        await using var first = await app.OpenAsync("/published/orders/acme/1");
        await using var second = await app.OpenAsync("/published/orders/acme/2");
        await using var other = await app.OpenAsync("/published/orders/a%2Fb/1");
        const string Gone =
            """ "event": "gone", "data": { "id": "0f8fad5b-d9cb-469f-a165-70867728950e", "at": "2026-01-31T12:00:00Z" } }""";

        await app.PublishAsync(Watch, Event("acme", 1, "one"));
        await app.PublishAsync(Watch, """{ "keys": { "tenant": "acme" },""" + Gone);
        await app.PublishAsync(Watch, Event("a/b", 1, "slash"));
        await app.PublishAsync(Watch, """{ "keys": {},""" + Gone);

        Assert.Equal(["changed", "gone", "gone"], await NamesAsync(first, 3));
        Assert.Equal(["gone", "gone"], await NamesAsync(second, 2));
        Assert.Equal(["changed", "gone"], await NamesAsync(other, 2));
    }

    [Fact]
    public async Task Text_is_sent_as_it_is()
    {
        await using var app = await PublisherApp.StartAsync();
        await using var reading = await app.OpenAsync("/published/texts/0f8fad5b-d9cb-469f-a165-70867728950e");

        var answer = await app.PublishAsync(
            Texts, """{ "keys": { "id": "0F8FAD5B-D9CB-469F-A165-70867728950E" }, "data": "two\nlines" }""");

        Assert.Equal(HttpStatusCode.Accepted, answer.Status);
        Assert.Equal("two\nlines", await reading.NextDataAsync());
    }

    [Theory]
    [InlineData("")]
    [InlineData(""" "keys": {}, """)]
    [InlineData(""" "event": "message", """)]
    public async Task Stream_without_keys_and_with_one_event_needs_neither(string members)
    {
        await using var app = await PublisherApp.StartAsync();
        await using var reading = await app.OpenAsync("/published/everyone");

        await app.PublishAsync(Everyone, "{" + members + """ "data": { "level": 2, "text": "t" } }""");

        Assert.Equal("""{"text":"t","level":2,"author":null}""", await reading.NextDataAsync());
    }

    [Theory]
    [InlineData("Days", "/published/days?kind=Large&on=2026-02-03&isOpen=true", """{ "kind": "large", "on": "2026-02-03", "isOpen": true }""", """{ "guests": 3 }""")]
    [InlineData("Floors", "/published/floors?floor=-2", """{ "floor": -2 }""", """{ "isMoving": true }""")]
    [InlineData("Floors", "/published/floors", """{ "floor": null }""", """{ "isMoving": true }""")]
    [InlineData("Shelves", "/published/shelves", """{ "shelf": null }""", """{ "title": "t" }""")]
    [InlineData("Shelves", "/published/shelves?shelf=", """{ "shelf": "" }""", """{ "title": "t" }""")]
    [InlineData("Mine", "/published/mine?as=ann", """{ "user": "ann" }""", """{ "subject": "s" }""")]
    [InlineData("Feed", "/published/feeds/all", "{}", """{ "number": 7 }""")]
    [InlineData("Feed2", "/published/feeds/5", """{ "feed": 5 }""", """{ "number": 7 }""")]
    public async Task Keys_have_the_names_and_the_values_of_the_stream_contract(string stream, string path, string keys, string data)
    {
        await using var app = await PublisherApp.StartAsync(services: QuerySignIn.Add);
        await using var reading = await app.OpenAsync(path);

        var answer = await app.PublishAsync(
            "Sisk.Sse.Tests.Publishing.PublishedEvents." + stream, $$"""{ "keys": {{keys}}, "data": {{data}} }""");

        Assert.Equal((HttpStatusCode.Accepted, answer.FirstId), (answer.Status, (await reading.NextAsync())?.EventId));
    }

    [Fact]
    public async Task Contract_is_served_beside_the_streams()
    {
        await using var app = await PublisherApp.StartAsync();

        var contract = await app.Client.GetFromJsonAsync<JsonElement>("/_publish", TestContext.Current.CancellationToken);

        var names = contract.GetProperty("streams").EnumerateArray()
            .Select(static stream => $"{stream.GetProperty("controller")}.{stream.GetProperty("name")}");
        Assert.Contains(Watch, names);
    }

    [Fact]
    public async Task Stream_of_a_nested_class_has_its_name_in_the_contract()
    {
        await using var app = await PublisherApp.StartAsync();
        await using var reading = await app.OpenAsync("/published/nested");

        await app.PublishAsync("Sisk.Sse.Tests.Publishing.PublishedEvents+Nested.Watch", """{ "data": { "number": 1 } }""");

        Assert.Equal("""{"number":1}""", await reading.NextDataAsync());
    }

    [Fact]
    public async Task Event_that_completes_ends_the_connections_of_its_key_permanently()
    {
        await using var app = await PublisherApp.StartAsync();
        await using var ending = await app.OpenAsync("/published/orders/acme/1");
        await using var other = await app.OpenAsync("/published/orders/acme/2");

        await app.PublishAsync(Watch, Event("acme", 1).Replace("\"event\"", "\"complete\": true, \"event\"", StringComparison.Ordinal));
        await app.PublishAsync(Watch, Event("acme", 2));

        Assert.Equal(["changed"], (await ending.RestAsync()).Select(static item => item.EventType));
        using var returned = await app.OpenAsync("/published/orders/acme/1", ending.LastEventId) is var again ? again.Response : null;
        Assert.Equal(HttpStatusCode.NoContent, returned!.StatusCode);
        Assert.Equal(["changed"], await NamesAsync(other, 1));
    }

    private static async Task<List<string?>> NamesAsync(StreamReading reading, int count)
    {
        var names = new List<string?>();
        while (names.Count < count)
        {
            names.Add((await reading.NextAsync())?.EventType);
        }

        return names;
    }
}
