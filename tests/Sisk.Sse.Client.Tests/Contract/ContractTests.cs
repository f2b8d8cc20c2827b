using System.Text.Json;
using System.Text.Json.Serialization;
using Sisk.Sse.Client.Tests.Support;
using Sisk.Sse.Contracts;
using Sisk.Sse.Generators.Tests.Support;

namespace Sisk.Sse.Client.Tests.Contract;

/// <summary>The document that describes a project's streams.</summary>
public sealed class ContractTests
{
    [Fact]
    public void The_example_of_the_contract() =>
        TextSnapshot.Verify(ContractWriter.Write(ContractReader.Read(ProjectContract.Shop), isIndented: true), "json");

    [Fact]
    public void All_shapes() =>
        TextSnapshot.Verify(ContractWriter.Write(ContractReader.Read(ProjectContract.AllShapes), isIndented: true), "json");

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_document_that_is_read_and_written_is_the_same(bool isIndented)
    {
        var contract = ContractReader.Read(ProjectContract.AllShapes);

        Assert.Equal(contract, ContractReader.Read(ContractWriter.Write(contract, isIndented)));
    }

    [Fact]
    public void The_order_of_files_and_members_makes_no_difference()
    {
        const string Events = "public sealed partial class B { [RouteGet(\"/b\")] public EventStream<X> W() => new(); } public sealed partial record X(int B);";
        const string More = "public sealed partial class B { [RouteGet(\"/a\")] public EventStream<X> A() => new(); } public sealed partial record X { public int A { get; set; } }";

        var one = ProjectContract.JsonOf(GeneratedCode.From(Events, More));
        var other = ProjectContract.JsonOf(GeneratedCode.From(More, Events));

        Assert.Equal(one, other);
    }

    [Theory]
    [InlineData("IAsyncEnumerable<string>", "", "event")]
    [InlineData("IAsyncEnumerable<string>", ", End = StreamEnd.Event", "event")]
    [InlineData("IAsyncEnumerable<string>", ", End = StreamEnd.Done", "done")]
    [InlineData("IAsyncEnumerable<string>", ", End = StreamEnd.None", "none")]
    [InlineData("EventStream<string>", ", End = StreamEnd.Done", "none")]
    public void The_end_of_a_pull_stream_is_in_the_contract(string type, string setting, string end) => Assert.Contains(
        $"\"end\":\"{end}\"",
        ContractWriter.Write(
            ContractReader.Read(ProjectContract.JsonOf(GeneratedCode.From(
                $"public sealed class A {{ [RouteGet(\"/a\"{setting})] public {type} W() => null!; }}"))),
            isIndented: false).Replace(" ", "", StringComparison.Ordinal),
        StringComparison.Ordinal);

    [Fact]
    public void Each_stream_of_a_controller_has_a_name_that_no_other_has()
    {
        var generated = GeneratedCode.From("""
            namespace Shop;
            public sealed class Orders
            {
                [RouteGet("/a")] public EventStream<int> Watch() => new();
                [RouteGet("/b/{id}", Name = "Other")] public EventStream<int> Watch(int id) => new();
                [RouteGet("/c", Name = "Second")] public EventStream<int> Watch2() => new();
                [RouteGet("/d", Name = "Small")] public EventStream<int> watch() => new();
            }
            """);
        var contract = ContractReader.Read(ProjectContract.JsonOf(generated));

        // Publishers broadcast by these names.
        Assert.All(
            contract.Streams, stream => Assert.Contains($"\"{stream.Id}\"", generated.Files["Shop.Orders.g.cs"], StringComparison.Ordinal));
        Assert.Equal(
            [("Watch", "/a"), ("Watch2", "/c"), ("Watch3", "/b/{id}"), ("watch4", "/d")],
            contract.Streams.Select(s => (s.Name, s.Route)).OrderBy(s => s.Name, StringComparer.OrdinalIgnoreCase));
    }

    [Theory]
    [InlineData("EventStream<string>", "", null)]
    [InlineData("EventStream<string>", ", PingIntervalSeconds = 0.0125", 13)]
    [InlineData("EventStream<string>", ", PingIntervalSeconds = double.PositiveInfinity", 0)]
    [InlineData("IAsyncEnumerable<string>", ", PingIntervalSeconds = 60", 60_000)]
    [InlineData("Task<HttpResponse>", "", 0)]
    public void Ping_interval_of_a_stream_is_in_the_contract(string type, string setting, int? milliseconds) => Assert.Equal(
        milliseconds,
        ProjectContract.Of($"public sealed class A {{ [RouteGet(\"/a\"{setting})] public {type} W() => null!; }}").Streams.Single().PingInterval);

    [Theory]
    [InlineData("Question question, Model model", "Shop.Question")]
    [InlineData("Model model, Question question", "Shop.Question")]
    [InlineData("Store store, Question question", "Shop.Question")]
    [InlineData("Store store, Model model", "Shop.Model")]
    [InlineData("Database database, Model model", "Shop.Model")]
    [InlineData("Model model", "Shop.Model")]
    [InlineData("Text text, Store store", "Shop.Text")]
    [InlineData("[FromServices] Question question, Model model", "Shop.Model")]
    [InlineData("Question question, [FromBody] Model model", "Shop.Model")]
    [InlineData("System.Net.Http.HttpClient http, Model model", "Shop.Model")]
    [InlineData("ProblemDetails problem", "")]
    [InlineData("Database database", null)]
    [InlineData("Store store", null)]
    [InlineData("Question question, System.IO.Stream stream", null)]
    public void A_service_is_not_mistaken_for_the_body(string parameters, string? body)
    {
        var contract = ProjectContract.Of($$"""
            public sealed record Question(string Text);
            public sealed class Model { public string Key { get; set; } = ""; }
            public sealed class Text(string value) { public string Value => value; }
            public sealed class Store(Model model) { public int Count => model.Key.Length; }
            public sealed class Database : System.ComponentModel.Component { public string Name { get; set; } = ""; }
            public sealed class Answers { [RoutePost("/ask")] public EventStream<string> Ask({{parameters}}) => new(); }
            """);

        Assert.Equal(body, Assert.Single(contract.Streams).Parameters.SingleOrDefault()?.Shape.Name);
    }

    [Fact]
    public void A_project_without_streams_has_no_contract() =>
        Assert.Null(ProjectContract.Read(CompiledLibrary.Emit(GeneratedCode.From("public class A;").Compilation)));

    [Fact]
    public void An_application_describes_the_streams_of_libraries()
    {
        var library = CompiledLibrary.From("Rooms", "namespace Rooms; public sealed class RoomEvents { [RouteGet(\"/rooms\")] public EventStream<Said> W() => new(); } public sealed record Said(string Text);");
        var second = CompiledLibrary.From("Other", "namespace Rooms; public sealed class Others { [RouteGet(\"/others\")] public EventStream<Said> W() => new(); } public sealed record Said(int Number);");
        var project = Project.Create("[assembly: System.CLSCompliant(false)] public static class P { public static void Main() { } }")
            .AddReferences(library.Reference, second.Reference);
        var application = project.WithOptions(project.Options.WithOutputKind(Microsoft.CodeAnalysis.OutputKind.ConsoleApplication));

        var contract = ContractReader.Read(ProjectContract.JsonOf(GeneratedCode.From(application)));

        Assert.Equal(["Rooms.Others.W", "Rooms.RoomEvents.W"], contract.Streams.Select(s => s.Id));
        Assert.Equal(["Rooms.Said", "Rooms.Said@Rooms"], contract.Types.Select(t => t.Id));
        Assert.Equal("Rooms.Said@Rooms", contract.Streams[1].Events[0].Shape.Name);
    }

    [Fact]
    public void Types_of_a_library_that_refer_to_others_of_a_name_are_others_too()
    {
        var project = Project.Create("public static class P { public static void Main() { } }")
            .AddReferences(Library("Rooms", "int Number"), Library("Other", "string Text"));
        var application = project.WithOptions(project.Options.WithOutputKind(Microsoft.CodeAnalysis.OutputKind.ConsoleApplication));

        var contract = ContractReader.Read(ProjectContract.JsonOf(GeneratedCode.From(application)));

        Assert.Equal(["text", "number"], contract.Streams.Select(stream =>
        {
            var book = contract.TypeOf(stream.Events[0].Shape.Name).Member("book").Name;
            return Assert.Single(contract.TypeOf(contract.TypeOf(book).Member("pages").Item.Name).Properties).Name;
        }));

        static Microsoft.CodeAnalysis.MetadataReference Library(string name, string member) => CompiledLibrary.From(name, $$"""
            namespace Shop;
            public sealed class {{name}}Events { [RouteGet("/{{name}}")] public EventStream<Shelf> Watch() => new(); }
            public sealed record Book(Page[] Pages);
            public sealed record Shelf(Book Book);
            public sealed record Page({{member}});
            """).Reference;
    }

    [Fact]
    public void Settings_of_the_project_file_stand_for_those_of_JsonOptions()
    {
        var contract = ProjectContract.Of(
            "public sealed class S { [RouteGet(\"/\")] public EventStream<E> W() => new(); } public enum Kind { A } public sealed record E(Kind TheURLKind);",
            new() { ["build_property.EventStreamJsonNaming"] = "SnakeCaseLower", ["build_property.EventStreamJsonStringEnums"] = "true" });

        Assert.Equal("the_url_kind", contract.TypeOf("Shop.E").Properties.Single().Name);
        Assert.True(contract.TypeOf("Shop.Kind").Values!.IsText);
    }

    [Theory]
    [InlineData("true", "DarkRed")]
    [InlineData("CamelCase", "darkRed")]
    [InlineData("KebabCaseLower", "dark-red")]
    public void Enumerations_are_named_by_the_policy_of_their_converter(string setting, string name)
    {
        var contract = ProjectContract.Of(
            """
            using System.Text.Json.Serialization;
            public sealed class S { [RouteGet("/")] public EventStream<E> W() => new(); }
            public enum Color { DarkRed, [JsonStringEnumMemberName("other")] Named }
            [JsonConverter(typeof(JsonStringEnumConverter))] public enum Size { DarkRed }
            [JsonConverter(typeof(JsonNumberEnumConverter<Number>))] public enum Number { DarkRed }
            public sealed record E(Color Color, Size Size, Number Number);
            """,
            new() { ["build_property.EventStreamJsonStringEnums"] = setting });

        Assert.Equal([name, "other"], contract.TypeOf("Shop.Color").Values!.Members.Select(m => m.Name));
        Assert.Equal([name], contract.TypeOf("Shop.Size").Values!.Members.Select(m => m.Name));
        Assert.Equal([name], contract.TypeOf("Shop.Number").Values!.Members.Select(m => m.Name));
    }

    [Fact]
    public void Serializer_prefers_the_converter_of_its_options_to_that_of_an_enumeration()
    {
        var options = new JsonSerializerOptions { Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) } };

        Assert.Equal("\"darkRed\"", JsonSerializer.Serialize(Size.DarkRed, options));
        Assert.Equal("\"darkRed\"", JsonSerializer.Serialize(Number.DarkRed, options));
    }

    [JsonConverter(typeof(JsonStringEnumConverter))]
    private enum Size
    {
        DarkRed,
    }

    [JsonConverter(typeof(JsonNumberEnumConverter<Number>))]
    private enum Number
    {
        DarkRed,
    }

    [Theory]
    [InlineData("Never", "Number, Maybe?, Text, MaybeText?, Any?, Time, Items, Always?, Own", "Null")]
    [InlineData("WhenWritingNull", "Number, Text, Time, Items, Always?", "Maybe, MaybeText, Any, Null, Own")]
    [InlineData("WhenWritingDefault", "Text, Items, Always?", "Number, Maybe, MaybeText, Any, Time, Null, Own")]
    public void Members_that_the_options_leave_out_are_optional(string setting, string required, string optional)
    {
        const string Members = "int Number, int? Maybe, string Text, string? MaybeText, object? Any";
        var contract = ProjectContract.Of(
            $$"""
            using System.Text.Json.Serialization;
            public sealed class S { [RouteGet("/")] public EventStream<E> W() => new(); [RouteGet("/p")] public EventStream<Plain> P() => new(); }
            public sealed record Plain({{Members}});
            public sealed record E({{Members}}, TimeSpan Time, int[] Items)
            {
                [JsonIgnore(Condition = JsonIgnoreCondition.Never)] public string? Always { get; init; }
                [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] public string? Null { get; init; }
                [JsonConverter(typeof(object))] public string? Own { get; init; }
            }
            """,
            new() { ["build_property.EventStreamJsonIgnore"] = setting, ["build_property.EventStreamJsonNaming"] = "None" });
        var plain = contract.TypeOf("Shop.Plain").Properties;
        var all = contract.TypeOf("Shop.E").Properties;

        Assert.Equal(Sort(required), Describe(all.Where(p => p.IsRequired)));
        Assert.Equal(Sort(optional), Describe(all.Where(p => !p.IsRequired)));
        Assert.Equal(plain, all.Where(p => plain.Any(other => other.Name == p.Name)));

        static string Describe(IEnumerable<ContractProperty> properties) =>
            Sort(string.Join(", ", properties.Select(p => p.Name + (p.Shape.IsNullable ? "?" : ""))));
        static string Sort(string list) => string.Join(", ", list.Split(", ").Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("{}", "version")]
    [InlineData("{\"version\":2}", "version")]
    [InlineData("{\"version\":1", "position")]
    [InlineData("{\"version\":1,\"name\":\"a\",\"streams\":[{}]}", "controller")]
    public void Text_that_is_not_a_contract_is_refused_with_a_reason(string json, string reason) =>
        Assert.Contains(reason, Assert.Throws<FormatException>(() => ContractReader.Read(json)).Message, StringComparison.Ordinal);
}
