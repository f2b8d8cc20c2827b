using System.Text.Json;
using Microsoft.AspNetCore.Routing;
using Microsoft.CodeAnalysis;
using Microsoft.Extensions.DependencyInjection;
using Sisk.Sse.Generators.Tests.Support;

namespace Sisk.Sse.Generators.Tests.Running;

/// <summary>Controllers of referenced projects: an application that maps its streams serves theirs too.</summary>
public sealed class LibraryTests
{
    private const string Setup = """
        public static class Setup
        {
            public static void Add(IServiceCollection services) { }
            public static void Map(WebApplication app) =>
                app.MapPost("/say/{text}", async (string text, Acme.Shop.StreamsBroadcaster shop, Acme.Chat.StreamsBroadcaster chat) =>
                {
                    await shop.BroadcastPriceAsync(new(text));
                    await chat.BroadcastWatchAsync(text);
                });
        }
        """;

    private const string Own = "namespace Own; public sealed class Streams { [RouteGet(\"/own\")] public EventStream<string> Watch() => new() { First = [\"own\"] }; }";

    private readonly CompiledLibrary _shop = CompiledLibrary.From("Acme.Shop", """
        namespace Acme.Shop;

        public sealed record Price(string Value);

        public sealed class Streams
        {
            [RouteGet("/shop")]
            public EventStream<Price> Watch() => new();
        }

        // Seen by its own library alone, and served all the same.
        internal sealed class Inner
        {
            [RouteGet("/inner")]
            public EventStream<string> Watch() => new() { First = ["inner"] };
        }
        """);

    private CompiledLibrary Chat => CompiledLibrary.From("Acme.Chat", """
        namespace Acme.Chat;

        public sealed class Streams
        {
            [RouteGet("/chat")]
            public EventStream<string> Watch() => new();

            public static Acme.Shop.Price Dearest => new("9");
        }
        """, _shop);

    [Fact]
    public async Task Two_libraries_and_an_application_are_served_together()
    {
        await using var app = await RunningApp.StartAsync([_shop, Chat], Setup, Own);
        await using var own = await app.ConnectAsync("/own");
        await using var inner = await app.ConnectAsync("/inner");
        await using var shop = await app.ConnectAsync("/shop");
        await using var chat = await app.ConnectAsync("/chat");

        await app.PostAsync("/say/hello");

        Assert.Equal("message: own", await own.NextAsync());
        Assert.Equal("message: inner", await inner.NextAsync());
        Assert.Equal("""message: {"value":"hello"}""", await shop.NextAsync());
        Assert.Equal("message: hello", await chat.NextAsync());
    }

    [Fact]
    public async Task Controllers_of_one_full_name_in_two_assemblies_have_topics_of_their_own()
    {
        var library = CompiledLibrary.From("Acme.Library", """
            namespace Shop;
            internal sealed class Orders { [RouteGet("/library/{id}")] public EventStream<string> Watch(int id) => new(); }
            public static class Library { public static void Map(WebApplication app) => app.MapPost("/say", async (OrdersBroadcaster orders) => await orders.BroadcastWatchAsync(1, "of the library")); }
            """);
        await using var app = await RunningApp.StartAsync([library], """
            namespace Shop { public sealed class Orders { [RouteGet("/own/{id}")] public EventStream<string> Watch(int id) => new(); } }
            public static class Setup
            {
                public static void Add(IServiceCollection services) { }
                public static void Map(WebApplication app)
                {
                    Shop.Library.Map(app);
                    app.MapPost("/own", async (Shop.OrdersBroadcaster orders) => await orders.BroadcastWatchAsync(1, "own"));
                }
            }
            """);
        await using var own = await app.ConnectAsync("/own/1");
        await using var theirs = await app.ConnectAsync("/library/1");

        await app.PostAsync("/say");
        await app.PostAsync("/own");

        Assert.Equal("message: own", await own.NextAsync());
        Assert.Equal("message: of the library", await theirs.NextAsync());
    }

    [Fact]
    public async Task Controllers_of_one_full_name_in_two_assemblies_have_names_of_their_own_for_publishers_inspector_and_clients()
    {
        var library = CompiledLibrary.From("Acme.Library", """
            namespace Shop;
            public sealed class Orders
            {
                [RouteGet("/library/{id}")] public EventStream<Said> Watch(int id) => new();
                [RouteGet("/library/ticks")] public IAsyncEnumerable<int> Ticks() => throw new NotSupportedException();
            }
            public sealed record Said(string Text);
            """);
        await using var app = await RunningApp.StartAsync([library], """
            namespace Shop
            {
                public sealed class Orders
                {
                    [RouteGet("/own/{id}")] public EventStream<string> Watch(int id) => new();
                    [RouteGet("/ticks")] public IAsyncEnumerable<string> Ticks() => throw new NotSupportedException();
                }
            }
            public static class Setup
            {
                public static void Add(IServiceCollection services) { }
                public static void Map(WebApplication app)
                {
                    app.MapEventStreamClient("/streams.js");
                    app.MapEventStreamInspector("/_streams").AllowAnonymous();
                    app.MapEventStreamPublisher("/_publish").AllowAnonymous();
                }
            }
            """);
        await using var own = await app.ConnectAsync("/own/1");
        await using var theirs = await app.ConnectAsync("/library/1");

        await app.PostAsync("/_publish/Shop.Orders.Watch", new { keys = new { id = 1 }, data = "own" });
        await app.PostAsync(
            "/_publish/Shop.Orders@Acme.Library.Watch", new { keys = new { id = 1 }, data = new { text = "of the library" } });
        var module = await app.Client.GetStringAsync("/streams.js", TestContext.Current.CancellationToken);
        var targets = JsonElement.Parse(await app.Client.GetStringAsync("/_streams/targets", TestContext.Current.CancellationToken)).GetProperty("streams");

        Assert.Equal("message: own", await own.NextAsync());
        Assert.Equal("""message: {"text":"of the library"}""", await theirs.NextAsync());
        Assert.Contains("export const orders = ", module, StringComparison.Ordinal);
        Assert.Contains("export const ordersLibrary = ", module, StringComparison.Ordinal);
        Assert.Equal(
            [("library/{id}", "Shop.Orders@Acme.Library.Watch"), ("own/{id}", "Shop.Orders.Watch")],
            targets.EnumerateArray().Select(target => (target.GetProperty("name").GetString(), target.GetProperty("method").GetString())));
    }

    [Fact]
    public async Task A_library_that_the_application_sees_directly_and_through_another_is_mapped_once()
    {
        await using var app = await RunningApp.StartAsync([_shop, Chat], Setup);

        var routes =
            app.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>().Select(e => e.RoutePattern.RawText);

        Assert.Equal(["/chat", "/inner", "/say/{text}", "/shop"], routes.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void An_application_says_nothing_to_those_who_reference_it()
    {
        var project = Project.Create(Own, "public static class Program { public static void Main() { } }");
        var application = project.WithOptions(project.Options.WithOutputKind(OutputKind.ConsoleApplication));

        Assert.DoesNotContain("AssemblyMetadata", Generated.From(application).Compiles().Files["EventStreams.g.cs"]);
        Assert.Contains("AssemblyMetadata", Generated.From(project).Compiles().Files["EventStreams.g.cs"]);
    }

    [Fact]
    public void Libraries_whose_names_differ_only_in_a_sign_do_not_clash()
    {
        const string Streams = "[RouteGet(\"/a\")] public EventStream<string> A() => new(); }";
        string[] names = ["Acme.Shop", "Acme_Shop", "Acme-Shop", "3"];
        var libraries = names.Select((name, i) => CompiledLibrary.From(name, $"namespace N{i}; public sealed class Streams {{ " + Streams));

        Generated.From(Project.Create(Own).AddReferences(libraries.Select(library => library.Reference))).Compiles();
    }

    [Fact]
    public void A_library_under_an_alias_alone_is_left_out()
    {
        var reference = _shop.Reference.WithAliases(["shop"]);

        Assert.DoesNotContain("Acme", Generated.From(Project.Create(Own).AddReferences(reference)).Compiles().Files["EventStreams.g.cs"]);
    }
}
