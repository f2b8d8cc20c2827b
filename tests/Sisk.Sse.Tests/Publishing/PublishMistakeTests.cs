using System.Net;
using static Sisk.Sse.Tests.Publishing.PublisherApp;

namespace Sisk.Sse.Tests.Publishing;

/// <summary>Events that do not fit the stream. The answer says where the mistake is, and what is allowed there.</summary>
public sealed class PublishMistakeTests
{
    private const string Keys = """ "keys": { "tenant": "acme", "number": 1 }, """;

    public static TheoryData<string, string, string, string?> Mistakes => new()
    {
        { """{ "event": "changed", "data": 1 }""", "$.keys", "The keys are missing. Use {} to send to every connection.", "tenant,number" },
        { """{ "keys": [1], "event": "changed", "data": 1 }""", "$.keys", "The keys must be an object.", "tenant,number" },
        { """{ "keys": { "order": 1 }, "event": "changed", "data": 1 }""", "$.keys.order", "The stream has no key 'order'.", "tenant,number" },
        { """{ "keys": { "number": 1 }, "event": "changed", "data": 1 }""", "$.keys.tenant", "A key is missing before another one. Only the last keys can be omitted.", "tenant,number" },
        { """{ "keys": { "tenant": "a", "number": "one" }, "event": "changed", "data": 1 }""", "$.keys.number", "The value must be an integer (int32).", null },
        { """{ "keys": { "tenant": "a", "number": 1.5 }, "event": "changed", "data": 1 }""", "$.keys.number", "The value must be an integer (int32).", null },
        { """{ "keys": { "tenant": "a", "number": {} }, "event": "changed", "data": 1 }""", "$.keys.number", "The value must be an integer (int32).", null },
        { """{ "keys": { "tenant": 5 }, "event": "changed", "data": 1 }""", "$.keys.tenant", "The value must be a string.", null },
        { """{ "keys": { "tenant": null }, "event": "changed", "data": 1 }""", "$.keys.tenant", "The value must be a string.", null },
        { """{ "keys": { "tenant": "a" }, "complete": true, "event": "changed", "data": 1 }""", "$.keys.number", "An event with 'complete' needs all keys.", "tenant,number" },
        { "{" + Keys + """ "complete": "yes", "event": "changed", "data": 1 }""", "$.complete", "Use true to end the connections after the event, or else false.", "true,false" },
        { "{" + Keys + """ "event": "moved", "data": 1 }""", "$.event", "The stream has no event 'moved'.", "changed,gone" },
        { "{" + Keys + """ "event": 1, "data": 1 }""", "$.event", "The name of an event must be a string.", "changed,gone" },
        { "{" + Keys + """ "data": 1 }""", "$.event", "The name of the event is missing.", "changed,gone" },
        { "{" + Keys + """ "event": "changed" }""", "$.data", "The data of the event is missing.", null },
        { "{" + Keys + """ "event": "changed", "data": 1, "id": 5 }""", "$.id", "An event has no member 'id'.", "keys,event,data,complete" },
        { "[1]", "$[0]", "An event must be an object.", "keys,event,data,complete" },
        { "[]", "$", "There is no event.", null },
    };

    public static TheoryData<string, string, string, string?> WrongData => new()
    {
        { """{ "name": 5, "count": 1, "kind": 1, "tags": [], "place": null }""", "$.data.name", "The value must be a string.", null },
        { """{ "count": 1, "kind": 1, "tags": [], "place": null }""", "$.data.name", "The value is missing.", null },
        { """{ "name": null, "count": 1, "kind": 1, "tags": [], "place": null }""", "$.data.name", "The value may not be null.", null },
        { """{ "name": "", "count": 1.5, "kind": 1, "tags": [], "place": null }""", "$.data.count", "The value must be an integer (int32).", null },
        { """{ "name": "", "count": 99999999999, "kind": 1, "tags": [], "place": null }""", "$.data.count", "The value must be an integer (int32).", null },
        { """{ "name": "", "count": 1, "kind": 9, "tags": [], "place": null }""", "$.data.kind", "The value must be one of 0, 1.", "0,1" },
        { """{ "name": "", "count": 1, "kind": 1, "tags": ["a", 2], "place": null }""", "$.data.tags[1]", "The value must be a string.", null },
        { """{ "name": "", "count": 1, "kind": 1, "tags": ["a", null], "place": null }""", "$.data.tags[1]", "The value may not be null.", null },
        { """{ "name": "", "count": 1, "kind": 1, "tags": [], "place": { "x": "one", "y": 1 } }""", "$.data.place.x", "The value must be a number.", null },
        { """{ "name": "", "count": 1, "kind": 1, "tags": [], "place": { "x": 1 } }""", "$.data.place.y", "The value is missing.", null },
        { "[]", "$.data", "The value must be an object.", null },
        { "null", "$.data", "The value may not be null.", null },
    };

    [Theory]
    [MemberData(nameof(Mistakes))]
    public async Task Mistake_in_an_event_is_answered_with_its_place(string body, string path, string detail, string? allowed)
    {
        await using var app = await PublisherApp.StartAsync();

        var answer = await app.PublishAsync(Watch, body);

        Assert.Equal((HttpStatusCode.BadRequest, "application/problem+json"), (answer.Status, answer.Type));
        Assert.Contains((path, detail, allowed), answer.Errors);
    }

    [Theory]
    [MemberData(nameof(WrongData))]
    public async Task Data_that_the_application_could_not_send_is_refused(string data, string path, string detail, string? allowed)
    {
        await using var app = await PublisherApp.StartAsync();

        var answer = await app.PublishAsync(Watch, "{" + Keys + $$""" "event": "changed", "data": {{data}} }""");

        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.Equal([(path, detail, allowed)], answer.Errors);
    }

    [Theory]
    [InlineData(""" "colour": 1 """, "$.data.colour", "colour")]
    [InlineData(""" "name": "again" """, "$.data.name", "name")]
    public async Task Member_that_is_unknown_or_repeated_is_refused(string member, string path, string name)
    {
        await using var app = await PublisherApp.StartAsync();

        var answer = await app.PublishAsync(
            Watch, "{" + Keys + $$""" "event": "changed", "data": { "name": "", "count": 1, "kind": 1, "tags": [], "place": null, {{member}} } }""");

        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        var (where, detail, _) = Assert.Single(answer.Errors);
        Assert.Contains(name, detail, StringComparison.Ordinal);
        Assert.True(where == path || where == "$", where);
    }

    [Fact]
    public async Task Member_that_is_set_after_construction_may_be_left_out_only_if_it_may_be_null()
    {
        await using var app = await PublisherApp.StartAsync();

        var complete = await app.PublishAsync(Everyone, """{ "data": { "text": "t", "level": 1 } }""");
        var incomplete = await app.PublishAsync(Everyone, """{ "data": { "text": "t", "author": "a" } }""");

        Assert.Equal(HttpStatusCode.Accepted, complete.Status);
        Assert.Equal([("$.data.level", "The value is missing.", null)], incomplete.Errors);
    }

    [Fact]
    public async Task Value_that_the_constructor_of_the_type_refuses_is_a_mistake()
    {
        await using var app = await PublisherApp.StartAsync();

        var answer = await app.PublishAsync(
            "Sisk.Sse.Tests.Publishing.PublishedEvents.Mine", """{ "keys": { "user": "ann" }, "data": { "subject": "" } }""");

        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.Equal([("$.data", "A mail needs a subject.", null)], answer.Errors);
    }

    [Theory]
    [InlineData("ten")]
    [InlineData("1000")]
    public async Task Text_that_a_converter_of_the_application_cannot_parse_is_a_mistake(string value)
    {
        await using var app = await PublisherApp.StartAsync();

        var good = await app.PublishAsync("Sisk.Sse.Tests.Publishing.PublishedEvents.Rates", """{ "data": { "value": "10" } }""");
        var answer = await app.PublishAsync(
            "Sisk.Sse.Tests.Publishing.PublishedEvents.Rates", $$"""{ "data": { "value": "{{value}}" } }""");

        Assert.Equal((HttpStatusCode.Accepted, HttpStatusCode.BadRequest), (good.Status, answer.Status));
        Assert.Equal("$.data", Assert.Single(answer.Errors).Path);
    }

    [Fact]
    public async Task Each_mistake_is_reported_once_up_to_a_limit()
    {
        await using var app = await PublisherApp.StartAsync();

        var two = await app.PublishAsync(Watch, """{ "keys": { "tenant": 5 }, "event": "moved", "data": 1 }""");
        var many = await app.PublishAsync(Watch, "[" + string.Join(",", Enumerable.Repeat("1", 500)) + "]");

        Assert.Equal(["$.keys.tenant", "$.event"], two.Errors.Select(static error => error.Path));
        Assert.Equal(20, many.Errors.Length);
    }

    [Theory]
    [InlineData("{", "\"data\": 1 }")]
    [InlineData("""{ "keys": {""", "\"tenant\": 1 } }")]
    public async Task Mistakes_of_one_event_are_reported_up_to_a_limit(string start, string end)
    {
        await using var app = await PublisherApp.StartAsync();

        var members = string.Concat(Enumerable.Range(0, 50_000).Select(static i => $"\"{i}\":1,"));

        var answer = await app.PublishAsync(Watch, start + members + end);

        Assert.Equal((HttpStatusCode.BadRequest, 20), (answer.Status, answer.Errors.Length));
    }

    [Fact]
    public async Task Long_name_is_cut_in_the_answer()
    {
        await using var app = await PublisherApp.StartAsync();
        var name = string.Concat(Enumerable.Repeat("\U0001F600", 10_000));

        var answer = await app.PublishAsync(Watch, "{" + Keys + $$""" "event": "{{name}}", "data": 1, "{{name}}": 1 }""");

        Assert.Equal((HttpStatusCode.BadRequest, 2), (answer.Status, answer.Errors.Length));
        Assert.All(answer.Errors, static error => Assert.InRange(error.Path!.Length + error.Detail!.Length, 500, 1002));
    }

    [Fact]
    public async Task Unknown_stream_is_answered_with_the_known_ones()
    {
        await using var app = await PublisherApp.StartAsync();

        var answer = await app.PublishAsync("Shop.Orders.Watch", Event("a", 1));

        Assert.Equal((HttpStatusCode.NotFound, "There is no push stream 'Shop.Orders.Watch'."), (answer.Status, answer.Text("title")));
        Assert.Equal("Use one of the names in 'streams': the class with its namespace, and the method.", answer.Text("detail"));
        Assert.Contains(Watch, answer.Body.GetProperty("streams").EnumerateArray().Select(static name => name.GetString()));
    }

    [Fact]
    public async Task Type_that_cannot_be_read_from_JSON_is_named()
    {
        await using var app = await PublisherApp.StartAsync();

        var answer = await app.PublishAsync("Sisk.Sse.Tests.Publishing.PublishedEvents.Handles", """{ "data": { "number": 1 } }""");

        Assert.Equal(
            (HttpStatusCode.NotImplemented, "The event 'message' cannot be published over HTTP."), (answer.Status, answer.Text("title")));
        Assert.Contains("PublishedHandle", answer.Text("detail"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Problem_details_of_the_application_hold_the_mistakes()
    {
        await using var app = await PublisherApp.StartAsync(services: static services => Microsoft.Extensions.DependencyInjection.ProblemDetailsServiceCollectionExtensions.AddProblemDetails(
            services, static options => options.CustomizeProblemDetails = static context => context.ProblemDetails.Extensions["server"] = "one"));

        var answer = await app.PublishAsync(Watch, "[]");

        Assert.Equal(("one", "$"), (answer.Text("server"), answer.Errors.Single().Path));
    }
}
