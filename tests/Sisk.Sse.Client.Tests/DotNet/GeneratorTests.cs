using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Sisk.Sse.Client.Tests.Support;
using Sisk.Sse.Contracts;
using Sisk.Sse.Generators.Tests.Support;
using Sisk.Sse.Tests.Support;

namespace Sisk.Sse.Client.Tests.DotNet;

/// <summary>The code that the generator of clients writes for contracts.</summary>
public sealed partial class GeneratorTests
{
    private const string Client = "namespace Acme; [Sisk.Sse.Client.EventStreamClient(\"streams.json\")] public partial class ShopStreams;";

    [Fact]
    public void Clients_of_thirty_streams_of_all_shapes_compile_without_a_warning()
    {
        var contract = ProjectContract.AllShapes;

        ClientProject.Compile(Project.Create(Client), contract);
    }

    [Theory]
    [InlineData("all/items", 60_000)]
    [InlineData("all/raw", 0)]
    [InlineData("all/ask", null)]
    public void Ping_interval_of_the_contract_is_in_the_request(string route, int? milliseconds)
    {
        var contract = ProjectContract.AllShapes;
        var lines =
            ClientProject.Run(Project.Create(Client), contract).Result.GeneratedTrees.SelectMany(tree => tree.ToString().Split('\n'));

        var request = Assert.Single(lines, line => line.Contains($"\"{route}\"", StringComparison.Ordinal));

        Assert.Equal(milliseconds is not null, request.Contains(".PingInterval(", StringComparison.Ordinal));
        Assert.Contains(milliseconds is null ? "" : $".PingInterval({milliseconds})", request, StringComparison.Ordinal);
    }

    [Fact]
    public void Streams_whose_names_differ_only_in_Async_have_methods_of_their_own()
    {
        var contract = ProjectContract.JsonOf(GeneratedCode.From("""
            public sealed class Orders
            {
                [RouteGet("/a")] public EventStream<int> Watch() => new();
                [RouteGet("/b", Name = "B")] public EventStream<string> WatchAsync() => new();
            }
            """));
        const string Use = """
            public static class Use
            {
                public static IAsyncEnumerable<int> Numbers(Acme.ShopStreams shop) => shop.Orders.WatchAsync();
                public static IAsyncEnumerable<string> Texts(Acme.ShopStreams shop) => shop.Orders.Watch2Async();
            }
            """;

        ClientProject.Compile(Project.Create(Client, Use), contract);
    }

    [Fact]
    public void Classes_of_one_name_in_two_assemblies_have_properties_of_their_own()
    {
        const string Source = "public sealed class Orders { [RouteGet(\"/own\")] public EventStream<string> Watch() => new(); }";
        var library = ProjectContract.Of(Source.Replace("/own", "/library", StringComparison.Ordinal)
            .Replace("string", "int", StringComparison.Ordinal));
        var contract = ContractWriter.Write(
            ContractMerging.Merge("App", [ProjectContract.Of(Source), library with { Name = "Acme.Library" }]), isIndented: false);

        ClientProject.Compile(
            Project.Create(Client, """
                public static class Use
                {
                    public static IAsyncEnumerable<string> Own(Acme.ShopStreams shop) => shop.Orders.WatchAsync();
                    public static IAsyncEnumerable<int> Theirs(Acme.ShopStreams shop) => shop.OrdersLibrary.WatchAsync();
                }
                """),
            contract);
    }

    [Theory]
    [InlineData("Acme", "@event", "int id")]
    [InlineData("Acme.@event.@class", "Streams", "int id")]
    [InlineData("Acme", "Streams", "int _client, int _json, int _info0, int @class, int call, int value")]
    public void Names_of_any_kind_compile(string space, string client, string parameters)
    {
        var contract = ProjectContract.JsonOf(GeneratedCode.From($$"""
            public sealed record Price(int Value);
            public sealed class Orders { [RoutePost("/a")] public EventStream<Price> Watch(Price body, {{parameters}}) => new(); }
            """));

        ClientProject.Compile(
            Project.Create($"namespace {space}; [Sisk.Sse.Client.EventStreamClient(\"streams.json\")] public partial class {client};"), contract);
    }

    [Fact]
    public void A_stream_of_items_without_events_compiles() =>
        ClientProject.Compile(Project.Create(Client), ProjectContract.JsonOf(GeneratedCode.From(
        "public class Orders { [RouteGet(\"/a\")] public IAsyncEnumerable<System.Net.ServerSentEvents.SseItem<E>> Watch() => null!; } public abstract record E;")));

    [Fact]
    public void Renamed_values_of_enumerations_need_no_later_version_of_the_serializer()
    {
        // With a second type of that name, any use of it is an error, as it is in the versions that lack it.
        var other = CompiledLibrary.From(
            "Other", "namespace System.Text.Json.Serialization; public sealed class JsonStringEnumMemberNameAttribute : Attribute;");
        var contract = ProjectContract.AllShapes;

        ClientProject.Compile(Project.Create(Client).AddReferences(other.Reference), contract);
    }

    [Fact]
    public void Types_of_the_compilation_are_used_where_they_exist()
    {
        var contract = ProjectContract.Shop;
        const string Types = "namespace Shop; public abstract record OrderEvent { public sealed record Snapshot(string[] Lines) : OrderEvent; public sealed record Shipped(string Carrier) : OrderEvent; public sealed record Cancelled(string Why) : OrderEvent; }";

        var compilation = ClientProject.Compile(
            Project.Create(Client, Types, "public static class Use { public static IAsyncEnumerable<Shop.OrderEvent> Of(Acme.ShopStreams shop) => shop.OrderEvents.WatchAsync(42); }"), contract);

        Assert.Null(compilation.GetTypeByMetadataName("Acme.OrderEvent"));
        Assert.NotNull(compilation.GetTypeByMetadataName("Acme.Tick"));
    }

    [Fact]
    public void Types_nested_in_generic_types_of_the_compilation_are_used()
    {
        const string Types = """
            namespace Shop;
            public sealed record Order(int Id);
            public abstract record Result<T> { public sealed record Ok(T Value) : Result<T>; public sealed record Failed<TReason>(TReason Why, Outer<int>.Inner<T[], string?> More); }
            public class Outer<T> { public sealed record Inner<TOne, TTwo>(T A, TOne B, TTwo C); }
            """;
        const string Streams = """
            public sealed class Orders
            {
                [RouteGet("/a")] public EventStream<Result<Order>> Watch() => new();
                [RouteGet("/b")] public EventStream<Result<Order>.Failed<Outer<int>.Inner<Order?, bool>>> WatchFailures() => new();
            }
            """;
        const string Use = """
            public static class Use
            {
                public static IAsyncEnumerable<Shop.Result<Shop.Order>> All(Acme.ShopStreams shop) => shop.Orders.WatchAsync();
                public static IAsyncEnumerable<Shop.Result<Shop.Order>.Failed<Shop.Outer<int>.Inner<Shop.Order?, bool>>> Failures(Acme.ShopStreams shop) => shop.Orders.WatchFailuresAsync();
            }
            """;

        ClientProject.Compile(
            Project.Create(Client, Types, Use), ProjectContract.JsonOf(GeneratedCode.From(Project.Create(Types + Streams))));
    }

    [Fact]
    public void Projects_that_see_one_anothers_internals_each_add_their_own_clients()
    {
        var contract = ProjectContract.Shop;
        const string Use = "public static class Use { public static void Of(IServiceCollection services) => services.AddEventStreamClient<ShopStreams>(_ => { }); }";
        var library = ClientProject.Compile(
            Project.Create(
                "[assembly: InternalsVisibleTo(\"Shop\")]",
                Client.Replace("Acme", "Library", StringComparison.Ordinal),
                "namespace Library; " + Use)
                .WithAssemblyName("Library"),
            contract);

        ClientProject.Compile(Project.Create(Client, "namespace Acme; " + Use).AddReferences(library.ToMetadataReference()), contract);
    }

    [Theory]
    [InlineData("Acme", "OrderStreams", "The clients 'Acme.OrderStreams' and 'Acme.ShopStreams' both generate the type 'Acme.ChatMessage'. Move one of them to another namespace.")]
    [InlineData(
        "Acme",
        "Tick",
        "The clients 'Acme.Tick' and 'Acme.ShopStreams' both generate the type 'Acme.Tick'. Move one of them to another namespace.")]
    [InlineData("Other", "OrderStreams", null)]
    public void Clients_that_generate_one_type_are_reported(string space, string name, string? message)
    {
        var contract = ProjectContract.Shop;
        var project = Project.Create(
            Client, Client.Replace("Acme", space, StringComparison.Ordinal).Replace("ShopStreams", name, StringComparison.Ordinal));

        var (compilation, result) = ClientProject.Run(project, contract);

        Assert.Equal(message is null ? [] : [message], result.Diagnostics.Select(found => found.GetMessage(CultureInfo.InvariantCulture)));
        Assert.DoesNotContain(
            compilation.GetDiagnostics(TestContext.Current.CancellationToken), problem => problem.Severity >= DiagnosticSeverity.Warning);
    }

    [Fact]
    public void Members_that_name_an_internal_type_of_the_project_are_internal()
    {
        var contract = ProjectContract.JsonOf(GeneratedCode.From("""
            namespace Shop;
            public sealed class Orders
            {
                [RouteGet("/a")] public EventStream<Price> Prices() => new();
                [RouteGet("/b")] public EventStream<Level> Levels() => new();
                [RouteGet("/c")] public EventStream<Basket> Baskets() => new();
                [RouteGet("/d")] public EventStream<int> Numbers(Level level) => new();
                [RoutePost("/e")] public IAsyncEnumerable<string> Ask(Dictionary<string, Price[]> prices) => null!;
                [RouteGet("/f")] public EventStream<Tick> Ticks() => new();
            }
            public sealed record Price(int Value);
            public enum Level { Low, High }
            public sealed record Tick(int Number);
            public sealed record Basket(Part[] Parts) { public sealed record Inner(int N); public Inner? In { get; init; } }
            public record Part(Dictionary<string, Price?> Prices);
            """));
        const string Types = "namespace Shop; internal sealed record Price(int Value); enum Level { Low, High }";

        var compilation = ClientProject.Compile(Project.Create(Client, Types), contract);

        Assert.Equal(
            ["TicksAsync"],
            compilation.GetTypeByMetadataName("Acme.ShopStreams+OrdersClient")!.GetMembers()
                .Where(member => member is { DeclaredAccessibility: Accessibility.Public } and IMethodSymbol { MethodKind: MethodKind.Ordinary })
                .Select(member => member.Name));
        Assert.Equal(
            [Accessibility.Public, Accessibility.Internal, Accessibility.Internal],
            new[] { "Tick", "Basket", "Part" }.Select(name => compilation.GetTypeByMetadataName("Acme." + name)!.DeclaredAccessibility));
    }

    [Fact]
    public void A_hierarchy_of_which_a_type_is_missing_is_generated_as_a_whole()
    {
        var contract = ProjectContract.Shop;
        const string Types =
            "namespace Shop; public abstract record OrderEvent { public sealed record Snapshot(string[] Lines) : OrderEvent; }";

        var compilation = ClientProject.Compile(Project.Create(Client, Types), contract);

        Assert.NotNull(compilation.GetTypeByMetadataName("Acme.OrderEvent+Snapshot"));
        Assert.NotNull(compilation.GetTypeByMetadataName("Acme.OrderEvent+Shipped"));
    }

    [Fact]
    public void A_referenced_assembly_brings_contract_and_types()
    {
        var server = CompiledLibrary.From("Shop", AllShapes.Source);
        var project = Project.Create("namespace Acme; [Sisk.Sse.Client.EventStreamClient(typeof(Shop.AllShapes))] public partial class ShopStreams; public static class Use { public static IAsyncEnumerable<Shop.Page<Shop.Page<int>>> Of(ShopStreams shop) => shop.AllShapes.P20Async(); }")
            .WithAssemblyName("Acme").AddReferences(server.Reference);

        var compilation = ClientProject.Compile(project);

        Assert.Null(compilation.GetTypeByMetadataName("Acme.Item"));
    }

    [Fact]
    public void A_referenced_project_without_its_attribute_takes_the_contract_from_a_file() // as in an editor
    {
        const string Client = "namespace Acme; [Sisk.Sse.Client.EventStreamClient(typeof(Shop.OrderEvents))] public partial class ShopStreams; public static class Use { public static IAsyncEnumerable<Shop.OrderEvent> Of(ShopStreams shop) => shop.OrderEvents.WatchAsync(42); }";
        var server = Project.Create(SourceTexts.Contract).WithAssemblyName("Shop");
        var contract = ProjectContract.JsonOf(GeneratedCode.From(server));
        var project = Project.Create(Client).WithAssemblyName("Acme").AddReferences(server.ToMetadataReference());

        var compilation = ClientProject.Compile(project, contract);

        Assert.Null(compilation.GetTypeByMetadataName("Acme.OrderEvent"));
        Assert.Equal("SSE080", Assert.Single(ClientProject.Run(project, contract.Replace("\"Shop\"", "\"Other\"", StringComparison.Ordinal)).Result.Diagnostics).Id);
    }

    [Fact]
    public void The_example_of_the_reference_is_a_contract_with_a_client()
    {
        var example =
            JsonBlock().Match(File.ReadAllText(Path.Combine(Repository.Root, "docs", "reference", "stream-contract.md"))).Groups[1].Value;

        var compilation = ClientProject.Compile(Project.Create(Client), example);

        Assert.NotNull(compilation.GetTypeByMetadataName("Acme.OrderEvent+Shipped"));
    }

    [Fact]
    public void An_edit_elsewhere_writes_nothing_again()
    {
        var contract = ProjectContract.Shop;
        var project = Project.Create(Client);

        var one = ClientProject.Run(project, contract).Result.GeneratedTrees.Select(t => t.ToString());
        var other = ClientProject.Run(project.AddSyntaxTrees(Project.Parse("class Other;", "Other.cs")), contract).Result.GeneratedTrees.Select(t => t.ToString());

        Assert.Equal(one, other);
    }

    [GeneratedRegex("^```json\n(\\{\n  \"version\".*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex JsonBlock();
}
