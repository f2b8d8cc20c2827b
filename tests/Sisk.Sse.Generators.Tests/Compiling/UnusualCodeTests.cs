using Sisk.Sse.Generators.Tests.Support;

namespace Sisk.Sse.Generators.Tests.Compiling;

/// <summary>Unusual code that compiles: generated code adds no error and no warning to it. Every warning is an error here.</summary>
public sealed class UnusualCodeTests
{
    [Fact]
    public void Events_may_be_experimental_or_obsolete() => Generated.From("""
        using System.Diagnostics.CodeAnalysis;
        namespace Shop;

        public abstract record OrderEvent
        {
            public sealed record Shipped(string By) : OrderEvent;
            [Experimental("SHOP001")] public sealed record Drone(string By) : OrderEvent;
            [Obsolete("old", DiagnosticId = "SHOP002")] public sealed record Sent(string By) : OrderEvent;
            [Obsolete("gone", error: true)] public sealed record Telegram(string By) : OrderEvent;
            [Obsolete("old", DiagnosticId = "")] public sealed record Note(string By) : OrderEvent;
            [Obsolete("old", DiagnosticId = "/{id}")] public sealed record Memo(string By) : OrderEvent;
            [Obsolete("old", DiagnosticId = "two words")] public sealed record Fax(string By) : OrderEvent;
            [Obsolete] public sealed record Letter(string By) : OrderEvent;
        }
        public class Orders { [RouteGet("/orders")] public EventStream<OrderEvent> Watch() => new(); }
        """).Compiles();

    [Theory]
    [InlineData("[Experimental(\"SHOP001\")] public class Orders { [RouteGet(\"/a\")] public EventStream<string> Watch() => new(); }")]
    [InlineData("public class Orders { [Experimental(\"SHOP001\"), RouteGet(\"/a\")] public EventStream<string> Watch() => new(); }")]
    [InlineData("public class Orders { [RouteGet(\"/a\")] public EventStream<List<Trial>> Watch() => new(); }")]
    [InlineData("public class Orders { [RouteGet(\"/a\")] public EventStream<Outer.Nested> Watch() => new(); }")]
    [InlineData("public class Orders { [RouteGet(\"/a\")] public EventStream<string> Watch(Kind kind) => new(); }")]
    [InlineData("public class Orders { [RouteGet(\"/a\")] public EventStream<string> Watch(Kind? kind = Kind.One) => new(); }")]
    [InlineData("public class Orders { [RouteGet(\"/a\")] public EventStream<string> Watch([AsParameters] Parts parts) => new(); }")]
    [InlineData("public class Orders { [RoutePost(\"/a\")] public EventStream<string> Watch(Trial body) => new(); }")]
    [InlineData("public class Orders(Trial trial) { [RouteGet(\"/a\")] public EventStream<string> Watch() => new() { First = [trial.ToString()] }; }")]
    [InlineData("public class Orders { [RouteGet(\"/a\")] public IAsyncEnumerable<Trial> Watch() => throw new NotSupportedException(); }")]
    [InlineData("[Trial] public class Orders { [RouteGet(\"/a\"), Uses(typeof(Trial))] public EventStream<string> Watch() => new(); }")]
    [InlineData(
        "[Obsolete(\"gone\", error: true)] public class Orders { [RouteGet(\"/a\")] public EventStream<string> Watch() => new(); }")]
    [InlineData("public class Orders { [RouteGet(\"/a\"), Obsolete(\"gone\", error: true)] public EventStream<string> Watch() => new(); }")]
    [InlineData("public class Orders { [RouteGet(\"/a\"), Obsolete(\"gone\", error: true)] public EventStream<Gone> Watch() => new(); }")]
    public void Types_that_are_named_may_be_experimental_or_obsolete(string source) => Generated.From(
        "#pragma warning disable SHOP001, SHOP002\nusing System.Diagnostics.CodeAnalysis;\nnamespace Shop;\n" + source,
        """
        #pragma warning disable SHOP001
        using System.Diagnostics.CodeAnalysis;
        namespace Shop;
        [Experimental("SHOP001")] public sealed record Trial(int X);
        [Experimental("SHOP001")] public static class Outer { public sealed record Nested(int X); }
        [Experimental("SHOP001")] public enum Kind { One }
        public sealed record Parts(Kind Kind);
        [Experimental("SHOP001")] public sealed class TrialAttribute : Attribute;
        public sealed class UsesAttribute(Type type) : Attribute { public Type Type => type; }
        [Obsolete("gone", error: true)] public sealed record Gone(int X);
        """).Compiles();

    [Theory]
    [InlineData("public HttpResponse? Watch(HttpResponse r) => r;")]
    [InlineData("public Task<HttpResponse?> Watch(HttpResponse r) => Task.FromResult<HttpResponse?>(r);")]
    [InlineData("public Task<HttpResponse>? Watch(HttpResponse r) => Task.FromResult(r);")]
    [InlineData("public Task<HttpResponse?>? Watch(HttpResponse r) => null;")]
    [InlineData("public IAsyncEnumerable<int>? Watch() => null;")]
    [InlineData("public IAsyncEnumerable<string?>? Watch() => null;")]
    [InlineData("public IAsyncEnumerable<System.Net.ServerSentEvents.SseItem<string>>? Watch() => null;")]
    [InlineData("public Task<EventStream<int>>? Watch() => null;")]
    [InlineData("public Task<EventStream<int>?>? Watch() => null;")]
    [InlineData("public ValueTask<EventStream<int>?> Watch() => default;")]
    [InlineData("public EventStream<int>? Watch() => null;")]
    [InlineData("public EventStream<string?>? Watch() => null;")]
    [InlineData("public EventStream<ValueTuple<int>> Watch() => new();")]
    [InlineData("public EventStream<ValueTuple> Watch() => new();")]
    [InlineData("public EventStream<(int, int, int, int, int, int, int, (int, int)?)[]?> Watch() => new();")]
    public void Return_types_may_be_nullable(string method) =>
        Generated.From("namespace Shop; public class Orders { [RouteGet(\"/a\")] " + method + " }").Compiles();

    [Theory]
    [InlineData("string?", "string payload")]
    [InlineData("int?", "int payload")]
    [InlineData("List<string?>?", "List<string?> payload")]
    public void A_broadcast_takes_no_null_when_the_stream_is_of_nullable_values(string payload, string parameter) => Assert.Contains(
        parameter,
        Generated.From("public class Orders { [RouteGet(\"/a/{id}\")] public EventStream<" + payload + "> Watch(int id) => new(); }").Compiles().Files["Orders.g.cs"],
        StringComparison.Ordinal);

    [Theory]
    [InlineData("Many(null!)")]
    [InlineData("Many(\"a\", null!)")]
    [InlineData("Many(new[] { \"a\", null! })")]
    [InlineData("Many(null!, null!)")]
    [InlineData("Two((string)null!)")]
    [InlineData("Two((Type)null!)")]
    [InlineData("Two(typeof(void))")]
    [InlineData("Two(typeof(Orders.Hidden))")]
    [InlineData("Two(typeof(List<Orders.Hidden[]>))")]
    [InlineData("Two(typeof(List<>))")]
    [InlineData("Two(typeof(Dictionary<,>.KeyCollection))")]
    [InlineData("Two(Orders.HiddenKind.One)")]
    [InlineData("Two(Value = Orders.HiddenKind.One)")]
    public void Attributes_may_have_values_that_are_hard_to_write(string attribute) => Generated.From($$"""
        namespace Shop;
        public class Orders
        {
            [RouteGet("/a"), {{attribute}}] public EventStream<string> Watch() => new();
            private sealed class Hidden;
            private enum HiddenKind { One }
        }
        public sealed class ManyAttribute(params string[] values) : Attribute { public string[] Values => values; }
        public sealed class TwoAttribute : Attribute
        {
            public TwoAttribute() { }
            public TwoAttribute(string value) => Value = value;
            public TwoAttribute(Type value) => Value = value;
            public TwoAttribute(object value) => Value = value;
            public object? Value { get; set; }
        }
        """).Compiles();

    [Theory]
    [InlineData("[RouteGet(\"/a\")] public EventStream<string> Watch([DateTimeConstant(5), System.Runtime.InteropServices.Optional] DateTime a) => new();")]
    [InlineData("[RouteGet(\"/a\")] public EventStream<string> Watch([DecimalConstant(1, 0, 0u, 0u, 5u), System.Runtime.InteropServices.Optional] decimal a) => new();")]
    [InlineData("[RouteGet(\"/{Template}\")] public EventStream<string> Watch(string Template) => new();")]
    [InlineData("[RouteGet(\"/{Item2}/{Rest}/{ToString}/{Item3}/{Item05}\")] public EventStream<string> Watch(int Item2, int Rest, string ToString, int Item3, int Item05) => new();")]
    [InlineData("[RouteGet(\"/{_watch}\")] public EventStream<string> Watch(string _watch) => new();")]
    [InlineData("[RouteGet(\"/{WatchIdentifier}/{Format}/{TryParse}\")] public EventStream<string> Watch(string WatchIdentifier, string Format, int TryParse) => new();")]
    [InlineData("[RouteGet(\"/a\")] public EventStream<int> DescribeW() => new(); [RouteGet(\"/b\")] public EventStream<string> WDefinition() => new(); [RouteGet(\"/c\")] public EventStream<long> W() => new();")]
    [InlineData("[RouteGet(\"/a\")] public EventStream<int> A() => new(); [RouteGet(\"/b\")] public EventStream<string> _a() => new();")]
    public void Names_and_defaults_may_be_unusual(string methods) =>
        Generated.From("namespace Shop; public class Orders { " + methods + " }").Compiles();

    [Theory]
    [InlineData("public class Page { public required int Size; public int Number { get; set; } }")]
    [InlineData("public class Page(int number) { public required int Size; public int Number => number; }")]
    [InlineData("public struct Page { public required int Size; public int Number { get; set; } }")]
    [InlineData("public class Page : Sized { public int Number { get; set; } } public class Sized { public required int Size; }")]
    [InlineData("public class Page { public required int Size; [System.Diagnostics.CodeAnalysis.SetsRequiredMembers] public Page() { } public int Number { get; set; } }")]
    public void A_parameter_that_is_assembled_may_have_required_fields(string page) => Generated.From(
        "public class Orders { [RouteGet(\"/a\")] public EventStream<string> Watch([AsParameters] Page page) => new(); }", page).Compiles();

    [Theory]
    [InlineData("public sealed class OrdersBroadcaster;")]
    [InlineData("public partial class OrdersBroadcaster { public int X; }")]
    [InlineData("public enum OrdersBroadcaster;")]
    [InlineData("public class OrdersBroadcaster { [RouteGet(\"/b\")] public EventStream<string> Watch() => new(); }")]
    [InlineData("namespace OrdersBroadcaster { public class Any; }")]
    public void The_name_of_a_broadcaster_may_be_taken(string other) => Generated.From(
        "public class Orders { [RouteGet(\"/a\")] public EventStream<string> Watch() => new(); }", other).Compiles();

    [Fact]
    public void Types_nested_in_a_file_local_type_are_skipped() => Generated.From("""
        namespace Shop;
        file static class Own
        {
            public sealed record Drone(string By) : OrderEvent;
            public sealed class MarkAttribute : Attribute;
            public enum Kind { One }
            public sealed class Streams { [RouteGet("/a")] public EventStream<string> Watch() => new(); }
        }
        public sealed class UsesAttribute(object value) : Attribute { public object Value => value; public Type? Type { get; set; } }
        [System.Text.Json.Serialization.JsonDerivedType(typeof(Own.Drone))]
        public abstract record OrderEvent { public sealed record Shipped(string By) : OrderEvent; }
        public class Orders
        {
            [RouteGet("/b"), Own.Mark] public EventStream<OrderEvent> Watch() => new();
            [RouteGet("/c"), Uses(typeof(Own.Drone[]))] public EventStream<string> Types() => new();
            [RouteGet("/d"), Uses(Own.Kind.One)] public EventStream<int> Values() => new();
            [RouteGet("/e"), Uses(1, Type = typeof(List<Own.Drone>))] public EventStream<long> Properties() => new();
        }
        """).Compiles();

    [Fact]
    public void A_method_of_an_extension_block_has_no_route_beside_others_of_the_class() => Assert.DoesNotContain(
        "\"/a\"",
        Generated.From("""
            public static class Orders
            {
                extension(HttpContext context) { [RouteGet("/a")] public EventStream<string> Watch() => new() { First = [context.TraceIdentifier] }; }
                [RouteGet("/b")] public static EventStream<string> Other() => new();
            }
            """).Compiles().Files["Orders.g.cs"],
        StringComparison.Ordinal);

    [Theory]
    [InlineData("int", "isRequired: true")]
    [InlineData("int?", "isRequired: false")]
    [InlineData("Kind", "isRequired: true")]
    [InlineData("string", "isRequired: false")]
    public void A_parameter_may_have_the_annotated_type_of_a_type_parameter(string type, string required) => Assert.Contains(
        required,
        Generated.From(
            $"public class Orders {{ [RouteGet(\"/a\")] public EventStream<string> Watch([AsParameters] Page<{type}> page) => new(); }}",
            "public sealed record Page<T>(T? Item); public enum Kind { A }").Compiles().Files["Orders.g.cs"],
        StringComparison.Ordinal);

    [Fact]
    public void A_type_nested_in_a_generic_one_is_no_event()
    {
        var text = Generated.From("""
            public class Orders { [RouteGet("/a")] public EventStream<Change> Watch() => new(); }
            public abstract record Change
            {
                public abstract record Page<T> : Change { public sealed record Added(T Item) : Page<T>; }
                public sealed record Numbers : Page<int>;
            }
            """).Compiles().Files["Orders.g.cs"];

        Assert.Contains("BroadcastNumbersAsync(", text, StringComparison.Ordinal);
        Assert.DoesNotContain("BroadcastAddedAsync(", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("DescribeA")]
    [InlineData("ADefinition")]
    [InlineData("WriteA")]
    public void A_class_may_be_called_like_a_generated_member(string name) =>
        Generated.From($"public class {name} {{ [RouteGet(\"/a\")] public EventStream<string> A() => new(); }}").Compiles();

    [Theory]
    [InlineData("EventStream<List<dynamic>>", "EventStream<List<object>>")]
    [InlineData("EventStream<dynamic>", "EventStream<object>")]
    [InlineData("EventStream<(int X, int Y)>", "EventStream<(int A, int B)>")]
    [InlineData("EventStream<List<(int X, (string Y, long) Z)>>", "EventStream<List<(int, (string, long))>>")]
    public void Payloads_may_differ_for_readers_alone(string one, string other)
    {
        // SSE008 reports the second stream, which has no broadcasts.
        Generated.From($$"""
            namespace Shop;
            public class Orders
            {
                [RouteGet("/a")] public {{one}} Watch() => new();
                [RouteGet("/b")] public {{other}} Watch(int id) => new();
            }
            """).Compiles();
    }
}
