using Sisk.Sse.Analyzers.Tests.Support;

namespace Sisk.Sse.Analyzers.Tests.Diagnostics;

/// <summary>Types that System.Text.Json throws an exception for as soon as it meets them.</summary>
public sealed class ContradictionTests
{
    private const string Usings = "using System.Text.Json.Serialization;\n";

    [Theory]
    [InlineData("public sealed record E(string Name, [property: JsonPropertyName(\"name\")] string [|Title|]);")]
    [InlineData("public sealed record E(string Name, string [|name|]);")]
    [InlineData("public sealed class E { public string? A { get; set; } [JsonInclude, JsonPropertyName(\"a\")] internal string? [|B|]; }")]
    [InlineData("public record Base(int Id); public sealed record E([property: JsonPropertyName(\"id\")] int [|Number|]) : Base(1);")]
    [InlineData("public sealed record E(Inner[] Items); public sealed record Inner(int X, int [|x|]);")]
    [InlineData("public sealed record E(Inner<int> Item); public sealed record Inner<T>(T X, T [|x|]);")]
    [InlineData("public sealed record E(string? Name, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull), JsonPropertyName(\"name\")] string? [|Title|]);")]
    [InlineData("public sealed record E(string Name, [property: JsonIgnore] string name);")]
    [InlineData("public record Base { public virtual int X { get; init; } public int Y { get; init; } } public sealed record E : Base { public override int X { get; init; } public new int Y { get; init; } }")]
    [InlineData("public sealed record E(string Name, [property: JsonPropertyName(\"Name\")] string [|Title|]);")]
    [InlineData("public sealed record E(string Name, [property: JsonPropertyName(\"NAME\")] string [|Title|]);")]
    [InlineData("public sealed class E : List<int> { public int X { get; set; } public int x { get; set; } }")]
    [InlineData("[JsonConverter(typeof(object))] public sealed record E(int X, int x);")]
    public Task Two_members_with_one_JSON_name_are_reported_at_the_second(string types) => ReportsAsync("SSE013", types);

    [Fact]
    public Task Names_are_compared_as_the_naming_policy_of_the_project_writes_them() => ReportsAsync(
        "SSE013",
        "public sealed record E(int Id, int UserID, int [|user_id|]);",
        new Settings { Only = "SSE013", Build = new() { ["EventStreamJsonNaming"] = "SnakeCaseLower" } });

    [Theory]
    [InlineData("SSE013", "PropertyNamingPolicy = null")]
    [InlineData("SSE013", "PropertyNameCaseInsensitive = false")]
    [InlineData("SSE078", "PropertyNamingPolicy = null")]
    [InlineData("SSE078", "PropertyNameCaseInsensitive = false")]
    public Task Nothing_is_said_of_names_where_the_application_chooses_them(string id, string setting) => Verify.ReportsAsync(
        id,
        $$"""
        {{Usings}}public sealed class Streams
        {
            [RouteGet("/a")]
            public EventStream<E> Watch() => new();

            [RoutePost("/b")]
            public IAsyncEnumerable<string> Ask([FromBody] E body) => null!;
        }
        public sealed record E(int Id, [property: JsonPropertyName("Id")] int Number);
        public static class Json
        {
            public static void Set(System.Text.Json.JsonSerializerOptions options) => options.{{setting}};
        }
        """,
        new Settings { Only = id });

    [Fact]
    public Task Names_that_differ_in_case_are_reported_in_a_body() => Verify.ReportsAsync(
        "SSE078",
        $$"""
        {{Usings}}public sealed class Streams
        {
            [RoutePost("/b")]
            public IAsyncEnumerable<string> Ask([FromBody] [|E|] body) => null!;
        }
        public sealed record E(int Id, [property: JsonPropertyName("Id")] int Number);
        """,
        new Settings { Only = "SSE078" });

    [Theory]
    [InlineData("[JsonDerivedType(typeof(A), \"a\")] public abstract record [|Shape|]; public sealed record A([property: JsonPropertyName(\"$type\")] string Type) : Shape;")]
    [InlineData("[JsonPolymorphic(TypeDiscriminatorPropertyName = \"kind\"), JsonDerivedType(typeof(A), 1)] public abstract record [|Shape|](string Kind); public sealed record A(string Kind) : Shape(Kind);")]
    [InlineData("[JsonDerivedType(typeof(A), \"a\"), JsonDerivedType(typeof(B), \"a\")] public abstract record [|Shape|]; public sealed record A : Shape; public sealed record B : Shape;")]
    [InlineData(
        "[JsonDerivedType(typeof(A), 1), JsonDerivedType(typeof(A), 2)] public abstract record [|Shape|]; public sealed record A : Shape;")]
    [InlineData("[JsonDerivedType(typeof(A), \"a\")] public abstract record [|Shape|]; public sealed record A;")]
    [InlineData("[JsonDerivedType(typeof(A), \"a\")] public abstract record [|Shape|]; public abstract record A : Shape;")]
    [InlineData("[JsonPolymorphic] public record [|Shape|];")]
    [InlineData("[JsonDerivedType(typeof(A), \"a\")] public abstract record Shape; public sealed record A(int X, int [|x|]) : Shape;")]
    [InlineData("[JsonDerivedType(typeof(A), \"a\"), JsonDerivedType(typeof(B), \"1\"), JsonDerivedType(typeof(Shape), 1)] public record Shape; public sealed record A(string Type) : Shape; public sealed record B : Shape;")]
    [InlineData("[JsonDerivedType(typeof(A))] public abstract record Shape; public sealed record A([property: JsonPropertyName(\"$type\")] string Type) : Shape;")]
    public Task Contradictory_derived_types_of_a_member_are_reported(string types) =>
        ReportsAsync("SSE013", "public sealed record E(Shape[] Items); " + types);

    [Theory]
    [InlineData("[JsonPolymorphic] public sealed record [|E|](int N);")]
    [InlineData("public record E { public sealed record A(Shape One) : E; public sealed record B(Shape[] Many) : E; } [JsonPolymorphic] public record [|Shape|];")]
    public Task A_contradictory_type_is_reported_once_for_all_events(string types) => ReportsAsync("SSE013", types);

    [Fact]
    public Task A_hierarchy_of_events_has_no_discriminator_on_the_wire() => ReportsAsync(
        "SSE013",
        "[JsonPolymorphic(TypeDiscriminatorPropertyName = \"type\"), JsonDerivedType(typeof(A), \"a\")] public abstract record E; public sealed record A(string Type) : E;");

    [Theory]
    [InlineData("[FromBody] [|Shape|] body", "public abstract record Shape; public sealed record A : Shape;")]
    [InlineData("[FromBody] [|IShape|] body", "public interface IShape { int X { get; } }")]
    [InlineData("[FromBody] [|List<Shape>|] body", "public abstract class Shape { }")]
    [InlineData("[FromBody] [|Dictionary<string, Shape?[]>|] body", "public abstract class Shape { }")]
    [InlineData("[|Page|] body", "public sealed record Page(Shape First); public abstract record Shape;")]
    [InlineData("[|Page|] body", "public sealed record Page { public Shape? First { get; init; } } public abstract record Shape;")]
    [InlineData("[FromBody] [|Shape|] body", "[JsonDerivedType(typeof(A))] public abstract record Shape; public sealed record A : Shape;")]
    [InlineData("[FromBody] [|Shape|] body", "[JsonDerivedType(typeof(A), \"a\")] public abstract record Shape; public sealed record A(Inner X) : Shape; public interface Inner;")]
    [InlineData("[FromBody] [|Shape|] body", "[JsonPolymorphic] public abstract record Shape; public sealed record A : Shape;")]
    [InlineData(
        "[FromBody] [|Two|] body",
        "public sealed class Two { public Two(int a) => A = a; public Two(string b) => A = b.Length; public int A { get; } }")]
    [InlineData("[FromBody] [|Other|] body", "public sealed class Other { public Other(int b) => A = b; public int A { get; } }")]
    [InlineData("[FromBody] [|Hidden|] body", "public sealed class Hidden { private Hidden() { } public int A { get; set; } }")]
    [InlineData("[|Twice|] body", "public sealed record Twice(int X, int x);")]
    [InlineData(
        "[FromBody] Shape body", "[JsonDerivedType(typeof(A), \"a\")] public abstract record Shape; public sealed record A : Shape;")]
    [InlineData("[FromBody] Shape body", "[JsonConverter(typeof(object))] public abstract record Shape;")]
    [InlineData("[FromBody] Page body", "public sealed record Page([property: JsonConverter(typeof(object))] Shape First) { public Shape Computed => First; [JsonIgnore] public Shape? Own { get; set; } } public abstract record Shape;")]
    [InlineData("[FromBody] Marked body", "public sealed class Marked { [JsonConstructor] private Marked(int a) => A = a; public Marked(string b) => A = b.Length; public int A { get; } }")]
    [InlineData(
        "[FromBody] Point body",
        "public readonly struct Point { public Point(int x) => X = x; public Point(string x) => X = x.Length; public int X { get; } }")]
    [InlineData("[FromBody] IReadOnlyList<int> body", "")]
    [InlineData(
        "[FromBody] Items body",
        "public sealed class Items : List<int> { public Items(string name) => Name = name; public string Name { get; } }")]
    [InlineData("IClock clock", "public interface IClock { int Now { get; } }")]
    [InlineData("[FromServices] Clock clock", "public abstract class Clock { }")]
    [InlineData("Clock clock", "public class Clock { public Clock(string zone) => Now = zone.Length; public int Now { get; set; } }")]
    public Task A_body_that_cannot_be_read_is_reported(string parameter, string types) => Verify.ReportsAsync(
        "SSE078",
        $$"""
        {{Usings}}public sealed class Streams
        {
            [RoutePost("/a")]
            public IAsyncEnumerable<string> Ask({{parameter}}) => null!;
        }
        {{types}}
        """,
        new Settings { Only = "SSE078" });

    [Fact]
    public Task Nothing_is_said_of_bodies_where_the_application_tells_the_serializer_more() => Verify.ReportsAsync(
        "SSE078",
        """
        public sealed class Streams
        {
            [RoutePost("/a")]
            public IAsyncEnumerable<string> Ask([FromBody] Shape body) => null!;
        }
        public abstract record Shape;
        public static class Json
        {
            public static void Modify(System.Text.Json.Serialization.Metadata.JsonTypeInfo info) => info.PolymorphismOptions = new();
        }
        """,
        new Settings { Only = "SSE078" });

    private static Task ReportsAsync(string id, string types, Settings? settings = null) => Verify.ReportsAsync(
        id,
        $$"""
        {{Usings}}public sealed class Streams
        {
            [RouteGet("/a")]
            public EventStream<E> Watch() => new();
        }
        {{types}}
        """,
        settings ?? new Settings { Only = id });
}
