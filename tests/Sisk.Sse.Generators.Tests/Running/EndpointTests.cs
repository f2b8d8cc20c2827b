using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Sisk.Sse.Generators.Tests.Support;

namespace Sisk.Sse.Generators.Tests.Running;

/// <summary>The cases that the contract's example leaves out: other forms, other sources of values, identifiers, metadata.</summary>
public sealed class EndpointTests
{
    private const string Streams = """
        using System.Net.ServerSentEvents;

        namespace Shop;

        [Tags("live")]
        public sealed class Streams(IServiceProvider services)
        {
            [RouteGet("/values/{kind}")]
            public async IAsyncEnumerable<string> Values(
                Kind kind, string text, int? number, int[] many, [FromHeader(Name = "X-Tenant")] string tenant, Guid id = default,
                int count = 7)
            {
                await Task.Yield();
                yield return $"{kind} {text} {number} [{string.Join(',', many)}] {tenant} {id == default} {count} {services is not null}";
            }

            [RouteGet("/items")]
            public static async IAsyncEnumerable<SseItem<Change>> Items()
            {
                await Task.Yield();
                yield return new(new Change.Added("a"));
                yield return new(new Change.Removed(), "given");
            }

            [RoutePost("/ask")]
            public async IAsyncEnumerable<string> Ask(Question question, Adder adder)
            {
                await Task.Yield();
                yield return question.Text + "=" + adder.Add(1, 1);
            }

            [RouteGet("/rooms/{room}/{seat?}"), Microsoft.AspNetCore.Authorization.AllowAnonymous]
            public ValueTask<EventStream<Change>> Rooms(string room, int? seat) => new(new EventStream<Change>());

            [RouteGet("/blocking/{text}")]
            public HttpResponse Blocking(string text, HttpRequest request)
            {
                using var source = request.GetEventSource();
                source.Send(text + " on its own thread: " + !Thread.CurrentThread.IsThreadPoolThread);
                return source.Close();
            }

            [RouteGet("/awaited")]
            public static async Task<HttpResponse> Awaited(HttpRequest request, CancellationToken ct)
            {
                var source = request.GetEventSource();
                await Task.Yield();
                source.Send("can be canceled: " + ct.CanBeCanceled);
                return source.Close();
            }
        }

        public enum Kind { Small, Large }
        public sealed record Question(string Text);
        public sealed class Adder { public int Add(int left, int right) => left + right; }
        public abstract record Change
        {
            public sealed record Added(string Name) : Change;
            public sealed record Removed : Change;
        }
        """;

    private const string Setup = """
        using Shop;
        using Identifiers = Shop.StreamsBroadcaster.RoomsIdentifier;

        public static class Setup
        {
            public static void Add(IServiceCollection services) => services.AddSingleton<Adder>();

            public static void Map(WebApplication app)
            {
                app.MapPost("/add/{room}/{seat:int}", async (string room, int seat, StreamsBroadcaster streams) =>
                    await streams.BroadcastAddedAsync(room, seat, new("x")));
                app.MapPost("/remove", async (StreamsBroadcaster streams) => await streams.BroadcastRemovedToAllAsync(new()));
                app.MapGet("/identifiers", () => new[]
                {
                    Identifiers.Template,
                    Identifiers.Format("a/b", 7),
                    Identifiers.Prefix(),
                    Identifiers.Prefix("a/b"),
                    Describe("rooms/a%2Fb/7"),
                    Describe("rooms/a%2Fb/7/0123456789abcdef0123456789abcdef"),
                    Describe("rooms/a%2Fb/7/other"),
                    Describe("rooms/a/x"),
                    Describe("others/a/7"),
                    Describe(null),
                });
            }

            private static string Describe(string? identifier) =>
                Identifiers.TryParse(identifier, out var room, out var seat) ? $"{room} and {seat}" : "no";
        }
        """;

    [Fact]
    public async Task Values_come_from_route_query_and_headers()
    {
        await using var app = await StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/values/large?text=a%20b&many=1&many=2");
        request.Headers.Add("X-Tenant", "t");
        await using var values = await app.ConnectAsync(request);

        Assert.Equal("message: Large a b  [1,2] t True 7 True", await values.NextAsync());
    }

    [Fact]
    public async Task Every_wrong_parameter_is_named_at_once()
    {
        await using var app = await StartAsync();

        using var response = await app.Client.GetAsync("/values/huge?number=x&count=y&many=z", TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        var problem = await response.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken);
        var names = problem.GetProperty("errors").EnumerateObject().Select(error => error.Name).Order(StringComparer.Ordinal);
        Assert.Equal(["X-Tenant", "count", "kind", "many", "number", "text"], names);
    }

    [Fact]
    public async Task An_item_without_a_name_of_its_own_has_that_of_its_type()
    {
        await using var app = await StartAsync();
        await using var items = await app.ConnectAsync("/items");

        Assert.Equal("""added: {"name":"a"}""", await items.NextAsync());
        Assert.Equal("given: {}", await items.NextAsync());
    }

    [Fact]
    public async Task A_post_reads_its_body_and_finds_its_services()
    {
        await using var app = await StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/ask") { Content = JsonContent.Create(new { text = "1+1" }) };
        await using var answer = await app.ConnectAsync(request);

        Assert.Equal("message: 1+1=2", await answer.NextAsync());
    }

    [Fact]
    public async Task A_generic_type_is_named_as_in_C_sharp_where_a_value_does_not_parse()
    {
        await using var app = await RunningApp.StartAsync("""
            public sealed class Ranges
            {
                [RouteGet("/ranges")]
                public EventStream<string> Watch(Range<int, DateOnly> range) => new();
            }
            public readonly record struct Range<T, TOther> : IParsable<Range<T, TOther>>
            {
                public static Range<T, TOther> Parse(string s, IFormatProvider? provider) => throw new FormatException();
                public static bool TryParse(string? s, IFormatProvider? provider, out Range<T, TOther> range) { range = default; return false; }
            }
            public static class Setup
            {
                public static void Add(IServiceCollection services) => _ = services;
                public static void Map(WebApplication app) => _ = app;
            }
            """);

        using var response = await app.Client.GetAsync("/ranges?range=x", TestContext.Current.CancellationToken);

        var problem = await response.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken);
        Assert.Equal(
            "The query parameter 'range' does not parse as Range<Int32, DateOnly>.",
            problem.GetProperty("errors").GetProperty("range")[0].GetString());
    }

    [Fact]
    public async Task A_post_with_a_malformed_body_is_refused()
    {
        await using var app = await StartAsync();
        using var body = new StringContent("{", System.Text.Encoding.UTF8, "application/json");

        using var response = await app.Client.PostAsync("/ask", body, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }

    [Fact]
    public async Task An_optional_key_selects_connections_like_any_other()
    {
        await using var app = await StartAsync();
        await using var seated = await app.ConnectAsync("/rooms/hall/7");
        await using var unseated = await app.ConnectAsync("/rooms/hall");

        await app.PostAsync("/add/hall/7");
        await app.PostAsync("/remove");

        Assert.Equal("""added: {"name":"x"}""", await seated.NextAsync());
        Assert.Equal("removed: {}", await unseated.NextAsync());
    }

    [Fact]
    public async Task Identifiers_are_formatted_and_parsed_by_whole_segments()
    {
        await using var app = await StartAsync();

        var identifiers = await app.Client.GetFromJsonAsync<string[]>("/identifiers", TestContext.Current.CancellationToken) ?? [];

        Assert.Equal(
            ["rooms/{room}/{seat}", "rooms/a%2Fb/7", "rooms", "rooms/a%2Fb", "a/b and 7", "a/b and 7", "no", "no", "no", "no"],
            identifiers);
    }

    [Theory]
    [InlineData("/blocking/hello", "message: hello on its own thread: True")]
    [InlineData("/awaited", "message: can be canceled: True")]
    public async Task Imperative_methods_send_by_themselves(string path, string expected)
    {
        await using var app = await StartAsync();
        await using var events = await app.ConnectAsync(path);

        Assert.Equal(expected, await events.NextAsync());
    }

    [Fact]
    public async Task Attributes_of_class_and_method_are_metadata_of_the_endpoint()
    {
        await using var app = await StartAsync();

        var endpoint = app.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Single(candidate => candidate.RoutePattern.RawText == "/rooms/{room}/{seat?}");

        Assert.Equal(["live"], endpoint.Metadata.GetRequiredMetadata<ITagsMetadata>().Tags);
        Assert.NotNull(endpoint.Metadata.GetMetadata<IAllowAnonymous>());
    }

    private static Task<RunningApp> StartAsync() => RunningApp.StartAsync(Streams, Setup);
}
