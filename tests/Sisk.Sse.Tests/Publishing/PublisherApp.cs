using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Sisk.Sse.Tests.Support;

namespace Sisk.Sse.Tests.Publishing;

/// <summary>An application that others publish to, and their requests.</summary>
internal static class PublisherApp
{
    internal const string Watch = "Sisk.Sse.Tests.Publishing.PublishedEvents.Watch";
    internal const string Everyone = "Sisk.Sse.Tests.Publishing.PublishedEvents.Everyone";
    internal const string Texts = "Sisk.Sse.Tests.Publishing.PublishedEvents.Texts";
    internal const string Changed = """{ "name": "n", "count": 1, "kind": 1, "tags": ["a"], "place": { "x": 1.5, "y": 2 } }""";

    internal static Task<TestApp> StartAsync(
        Action<EventStreamPublisherOptions>? configure = null, Action<IServiceCollection>? services = null, Action<EventStreamsBuilder>? streams = null) =>
        TestApp.StartAsync(
            app => app.MapEventStreamPublisher("/_publish", configure).AllowAnonymous(), services: services, streams: streams);

    /// <summary>Posts a body, and reads the answer.</summary>
    internal static async Task<Answer> PublishAsync(
        this TestApp app, string stream, string body, string type = "application/json", params (string Name, string Value)[] headers)
    {
        using var request =
            new HttpRequestMessage(HttpMethod.Post, "/_publish/" + stream) { Content = new StringContent(body, Encoding.UTF8, type) };
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        using var response = await Signal.WithinAsync(app.Client.SendAsync(request, TestContext.Current.CancellationToken));
        return new Answer(
            response.StatusCode,
            response.Content.Headers.ContentType?.MediaType,
            response.Headers.Contains("Idempotent-Replayed"),
            await response.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken));
    }

    /// <summary>Posts a body with its own key.</summary>
    internal static Task<Answer> PublishOnceAsync(this TestApp app, string key, string stream, string body) =>
        app.PublishAsync(stream, body, headers: ("Idempotency-Key", key));

    /// <summary>Formats an event of the stream <see cref="Watch"/>.</summary>
    internal static string Event(string tenant, int number, string name = "n") =>
        $$"""{ "keys": { "tenant": "{{tenant}}", "number": {{number}} }, "event": "changed", "data": {{Changed.Replace("\"n\"", $"\"{name}\"", StringComparison.Ordinal)}} }""";

    /// <summary>Formats an event of the stream <see cref="Everyone"/>.</summary>
    internal static string Announce(string text) => $$"""{ "data": { "text": "{{text}}", "level": 1 } }""";
}

/// <summary>An answer of the publisher.</summary>
internal sealed record Answer(HttpStatusCode Status, string? Type, bool IsReplayed, JsonElement Body)
{
    internal string? Text(string member) => Body.TryGetProperty(member, out var value) ? value.GetString() : null;

    internal string? FirstId => Text("firstId");

    internal string? LastId => Text("lastId");

    internal (string? Path, string? Detail, string? Allowed)[] Errors =>
    [
        .. Body.GetProperty("errors").EnumerateArray().Select(static error => (
            error.GetProperty("path").GetString(),
            error.GetProperty("detail").GetString(),
            error.TryGetProperty("allowed", out var allowed) ? string.Join(",", allowed.EnumerateArray().Select(static one => one.GetString())) : null)),
    ];
}
