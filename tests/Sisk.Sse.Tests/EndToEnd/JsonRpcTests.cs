using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Sisk.Sse.Tests.Support;

namespace Sisk.Sse.Tests.EndToEnd;

/// <summary>The HTTP transport of the Model Context Protocol, built on streams.</summary>
public sealed class JsonRpcTests
{
    private const string Request = """{"jsonrpc":"2.0","id":7,"method":"tools/call","params":{"name":"count"}}""";
    private const string HalfDone = """{"jsonrpc":"2.0","method":"notifications/progress","params":{"progress":1}}""";
    private const string NearlyDone = """{"jsonrpc":"2.0","method":"notifications/progress","params":{"progress":2}}""";
    private const string Done = """{"jsonrpc":"2.0","id":7,"result":{"count":3}}""";

    [Fact]
    public async Task Request_is_answered_with_a_stream_that_ends_with_the_result()
    {
        await using var app = await StartAsync();
        await using var reading = await PostAsync(app, Request);
        Assert.Equal(HttpStatusCode.OK, reading.Response.StatusCode);
        Assert.Equal("text/event-stream", reading.Response.Content.Headers.ContentType?.MediaType);

        foreach (var (place, said) in new[] { HalfDone, NearlyDone, Done }.Index())
        {
            Say(app, place, said);
            var item = (await reading.NextAsync())!.Value;

            // Clients of the protocol ignore named events, so the end event does not disturb them.
            Assert.Equal(("message", said, $"7-{place + 1}"), (item.EventType, item.Data, item.EventId));
        }

        Assert.Equal("end", Assert.Single(await reading.RestAsync()).EventType);
    }

    [Fact]
    public async Task Client_resumes_with_the_last_message_id_after_a_disconnect()
    {
        await using var app = await StartAsync();
        await using (var cut = await PostAsync(app, Request))
        {
            Say(app, 0, HalfDone);
            Assert.Equal(HalfDone, await cut.NextDataAsync());
        }

        Say(app, 1, NearlyDone);
        using var again = Accepting(new HttpRequestMessage(HttpMethod.Get, "/rpc") { Headers = { { "Last-Event-ID", "7-1" } } });
        await using var rest = await StreamReading.OpenAsync(app.Client, again);
        Assert.Equal(NearlyDone, await rest.NextDataAsync());
        Say(app, 2, Done);

        Assert.Equal([Done, ""], (await rest.RestAsync()).Select(item => item.Data));
        await using var late = await app.OpenAsync("/rpc", rest.LastEventId);
        Assert.Equal(HttpStatusCode.NoContent, late.Response.StatusCode);
    }

    [Fact]
    public async Task Notification_is_accepted_by_a_filter_without_a_stream()
    {
        await using var app = await StartAsync();
        await using var accepted = await PostAsync(app, """{"jsonrpc":"2.0","method":"notifications/initialized"}""");

        Assert.Equal(HttpStatusCode.Accepted, accepted.Response.StatusCode);
        Assert.Equal(0, accepted.Response.Content.Headers.ContentLength);
    }

    [Theory]
    [InlineData("{")]
    [InlineData("[]")]
    public async Task Malformed_request_gets_400(string body)
    {
        await using var app = await StartAsync();
        await using var refused = await PostAsync(app, body);

        Assert.Equal(HttpStatusCode.BadRequest, refused.Response.StatusCode);
    }

    private static void Say(TestApp app, int place, string message) =>
        app.Get<JsonRpcCall>().Messages[place].SetResult(JsonSerializer.Deserialize<JsonRpcMessage>(message, JsonSerializerOptions.Web)!);

    private static async Task<StreamReading> PostAsync(TestApp app, string body)
    {
        using var request = Accepting(
            new HttpRequestMessage(HttpMethod.Post, "/rpc") { Content = new StringContent(body, Encoding.UTF8, "application/json") });
        return await StreamReading.OpenAsync(app.Client, request);
    }

    /// <summary>Accepts JSON or an event stream, as the protocol requires.</summary>
    private static HttpRequestMessage Accepting(HttpRequestMessage request)
    {
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("text/event-stream"));
        return request;
    }

    private static Task<TestApp> StartAsync() => TestApp.StartAsync(
        mapStreams: static app => app.MapEventStreams().AddEndpointFilter(static (context, next) =>
            context.Arguments is [JsonRpcMessage { Id: null }] ? new(TypedResults.Accepted((string?)null)) : next(context)),
        services: static services => services.AddSingleton<JsonRpcCall>());
}
