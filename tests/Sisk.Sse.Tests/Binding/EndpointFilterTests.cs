using System.Net.Http.Headers;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Sisk.Sse.Tests.Support;

namespace Sisk.Sse.Tests.Binding;

/// <summary>Endpoint filters behave as in minimal APIs. The same filter wraps the same methods in both.</summary>
public sealed class EndpointFilterTests(EndpointFilterTests.BothSides app) : IClassFixture<EndpointFilterTests.BothSides>
{
    [Theory]
    [InlineData("/int?value=3", "200: 3", 200, "3")]
    [InlineData("/int?value=3&then=replace", "200: 3", 200, "9")]
    [InlineData("/int-null?then=remove", "200: null", 200, "null")]
    [InlineData("/text-default?then=remove", "200: 'none'", 200, "null")]
    [InlineData("/int", "400: 0", 400)]
    [InlineData("/int?value=x", "400: 0", 400)]
    [InlineData("/text", "400: null", 400)]
    [InlineData("/int?then=pardon", "400: 0", 200, "0")]
    [InlineData("/int?then=forbid", "400: 0", 403, "No.")]
    [InlineData("/int?value=3&then=forbid", "200: 3", 403, "No.")]
    [InlineData("/int?value=3&then=object", "200: 3", 200, """{"text":"a","stars":1}""")]
    [InlineData("/int?value=3&then=null", "200: 3", 200, "null")]
    [InlineData("/int?value=3&then=refuse", "200: 3", 400)]
    [InlineData("/date?date=2026-01-02&span=00:00:05", "200: 01/02/2026 | null | 00:00:05", 200, "01/02/2026 | null | 00:00:05")]
    [InlineData("/services", "200: Greeter | Greeter | Greeter | null | ServiceProviderEngineScope", 200, "True | 'hi' | null | True")]
    public async Task Filter_sees_and_replaces_arguments_as_in_minimal_APIs(string path, string seen, int status, string value = "")
    {
        Assert.Equal(new Answer(status, seen, value), await app.AskAsync("/minimal" + path));
        Assert.Equal(new Answer(status, seen, value), await app.AskAsync("/generated" + path));
    }

    [Theory]
    [InlineData("""{"text":"a"}""", "application/json", "200: Note { Text = a, Stars = 1 }", 200, "Note { Text = a, Stars = 1 }")]
    [InlineData("null", "application/json", "400: null", 400)]
    [InlineData("{", "application/json", null, 400)]
    [InlineData("a", "text/plain", null, 415)]
    public async Task Unreadable_body_is_refused_before_filters_run(string body, string type, string? seen, int status, string value = "")
    {
        foreach (var side in new[] { "/minimal", "/generated" })
        {
            using var content = new StringContent(body, MediaTypeHeaderValue.Parse(type));
            Assert.Equal(new Answer(status, seen, value), await app.AskAsync(side + "/body", content));
        }
    }

    [Fact]
    public async Task Filter_factory_receives_the_parameters_of_the_method()
    {
        var parameters = new List<string?>();
        await using var app = await TestApp.StartAsync(
            mapStreams: app => app.MapEventStreams().AddEndpointFilterFactory((context, next) =>
            {
                parameters.Add(context.MethodInfo.GetParameters()[0].Name);
                return next;
            }));
        using var response = await app.Client.GetAsync(
            new Uri("/generated/int?value=3", UriKind.Relative), TestContext.Current.CancellationToken);

        Assert.True(response.IsSuccessStatusCode);
        Assert.Contains("value", parameters);
    }

    [Fact]
    public async Task Startup_fails_when_a_convention_removes_the_stream_metadata()
    {
        var exception = await Assert.ThrowsAsync<InvalidOperationException>(() => TestApp.StartAsync(
            mapStreams: app => app.MapEventStreams().AddEndpointFilter((context, next) => next(context))
                .Add(endpoint => endpoint.Metadata.Clear())));

        Assert.Contains("metadata", exception.Message, StringComparison.Ordinal);
    }

    private static async ValueTask<object?> FilterAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var response = context.HttpContext.Response;
        response.Headers.Append("X-Seen", $"{response.StatusCode}: {string.Join(" | ", context.Arguments.Select(Describe))}");
        switch ((string?)context.HttpContext.Request.Query["then"])
        {
            case "replace":
                Assert.Equal(3, context.GetArgument<int>(0));
                context.Arguments[0] = 9;
                break;
            case "remove":
                context.Arguments[0] = null;
                break;
            case "pardon":
                response.StatusCode = 200;
                break;
            case "refuse":
                response.StatusCode = 400;
                break;
            case "forbid":
                response.StatusCode = 403;
                return "No.";
            case "object":
                return new Note("a");
            case "null":
                return null;
        }

        return await next(context);
    }

    private static string Describe(object? argument) =>
        argument is Greeter or IServiceProvider ? argument.GetType().Name : Bound.Describe(argument);

    /// <summary>An application that maps the methods by the generator and by minimal APIs, with the same filter.</summary>
    public sealed class BothSides : IAsyncLifetime
    {
        private TestApp _app = null!;

        public async ValueTask InitializeAsync() => _app = await TestApp.StartAsync(
            mapStreams: app => app.MapEventStreams().AddEndpointFilter(FilterAsync),
            map: app =>
            {
                var minimal = app.MapGroup("/minimal").AddEndpointFilter(FilterAsync);
                minimal.MapGet("/int", BoundStreams.Int);
                minimal.MapGet("/int-null", BoundStreams.IntOrNull);
                minimal.MapGet("/text", BoundStreams.Text);
                minimal.MapGet("/text-default", BoundStreams.TextOrDefault);
                minimal.MapGet("/date", BoundStreams.Date);
                minimal.MapGet("/services", BoundStreams.Services);
                minimal.MapPost("/body", BoundStreams.Body);
            },
            services: services => services.AddSingleton<Greeter>().AddKeyedSingleton("k", new Greeter { Word = "hi" }));

        public ValueTask DisposeAsync() => _app.DisposeAsync();

        internal async Task<Answer> AskAsync(string path, HttpContent? content = null)
        {
            using var request = new HttpRequestMessage(content is null ? HttpMethod.Get : HttpMethod.Post, new Uri(path, UriKind.Relative)) { Content = content };
            using var response = await _app.Client.SendAsync(request, TestContext.Current.CancellationToken);
            var body = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
            var value = response.Content.Headers.ContentType?.MediaType switch
            {
                "text/event-stream" => body.Split('\n').First(line => line.StartsWith("data: ", StringComparison.Ordinal))["data: ".Length..],
                "application/json" when body.StartsWith('[') => JsonSerializer.Deserialize<string[]>(body)!.Single(),
                "application/problem+json" => "", // minimal APIs send no body here
                _ => body,
            };
            return new((int)response.StatusCode, response.Headers.TryGetValues("X-Seen", out var seen) ? seen.Single() : null, value);
        }
    }

    internal sealed record Answer(int Status, string? Seen, string Value);
}
