using Sisk.Sse.Generators.Tests.Support;

namespace Sisk.Sse.Generators.Tests.Compiling;

/// <summary>
/// Generated code does not repeat what the compiler says where the project uses a symbol: nobody could suppress it there. Every warning is
/// an error here.
/// </summary>
public sealed class SuppressedWarningsTests
{
    [Theory]
    [InlineData("Kind kind = Kind.Trial")]
    [InlineData("Kind kind = Kind.Old")]
    [InlineData("Kind? kind = Kind.Renamed")]
    [InlineData("[FromKeyedServices(Kind.Trial)] Parts service")]
    [InlineData("[FromKeyedServices(Kind.Renamed)] Parts service")]
    [InlineData("[FromKeyedServices(typeof(Trial))] Parts service")]
    public void Defaults_and_keys_may_be_experimental_or_obsolete(string parameter) => Compiles(
        $"public class Orders {{ [RouteGet(\"/a\")] public EventStream<string> Watch({parameter}) => new(); }}");

    [Theory]
    [InlineData("Kind value = Kind.Trial")]
    [InlineData("[FromKeyedServices(Kind.Renamed)] Parts value")]
    [InlineData("[FromKeyedServices(typeof(Trial))] Parts value")]
    public void Constructors_of_controllers_may_have_them_too(string parameter) => Compiles(
        $"public class Orders({parameter}) {{ [RouteGet(\"/a\")] public EventStream<string> Watch() => new() {{ First = [value.ToString()!] }}; }}");

    [Theory]
    [InlineData("[Experimental(\"SHOP001\")]")]
    [InlineData("[Obsolete(\"old\", DiagnosticId = \"SHOP002\")]")]
    [InlineData("[Obsolete(\"gone\", error: true)]")]
    public void Members_that_bind_a_parameter_may_be_experimental_or_obsolete(string attribute) => Compiles($$"""
        public class Orders
        {
            [RouteGet("/a/{id}/{day}")] public EventStream<string> Watch(Id id, Day[] days, Day? day) => new();
            [RouteGet("/b")] public EventStream<int> Bound(Own own) => new();
            [RouteGet("/c/{page}")] public EventStream<long> Created([AsParameters] Created parts) => new();
            [RouteGet("/d/{page}/{size}")] public EventStream<byte> Set([AsParameters] Set parts) => new();
        }
        public struct Id { {{attribute}} public static bool TryParse(string? text, out Id id) { id = default; return true; } }
        public struct Day { {{attribute}} public static bool TryParse(string? text, IFormatProvider? provider, out Day day) { day = default; return true; } }
        public sealed class Own { {{attribute}} public static ValueTask<Own?> BindAsync(HttpContext context) => default; }
        public sealed class Created { {{attribute}} public Created(int page) => Page = page; public int Page { get; } }
        public sealed class Set { {{attribute}} public Set() { } {{attribute}} public int Page { get; set; } public int Size { {{attribute}} get; {{attribute}} set; } }
        """);

    [Theory]
    [InlineData("Trial = 1")]
    [InlineData("Old = 1")]
    [InlineData("Kinds = new[] { Kind.Renamed, Kind.Trial, (Kind)9 }")]
    public void Properties_of_attributes_may_be_experimental_or_obsolete(string argument) => Compiles($$"""
        public class Orders { [RouteGet("/a"), Marked({{argument}})] public EventStream<string> Watch() => new(); }
        public sealed class MarkedAttribute : Attribute
        {
            [Experimental("SHOP001")] public int Trial { get; set; }
            [Obsolete("old", DiagnosticId = "SHOP002")] public int Old;
            public Kind[]? Kinds { get; set; }
        }
        """);

    [Fact]
    public void An_assembly_may_be_CLS_compliant() => Generated.From("""
        #pragma warning disable CS3001, CS3002, CS3005, CS3006, CS3007, CS3008
        [assembly: CLSCompliant(true)]
        namespace Shop;
        public class Orders
        {
            [RouteGet("/a/{_id}")] public EventStream<OrderEvent> Watch(uint _id) => new();
            [RouteGet("/b")] public EventStream<int[]> Lists() => new();
            [RouteGet("/c")] public EventStream<int[][]> lists() => new();
        }
        public abstract record OrderEvent
        {
            public sealed record Shipped(string By) : OrderEvent;
            [CLSCompliant(false)] public sealed record Weighed(ulong Grams) : OrderEvent;
        }
        """).Compiles();

    private static void Compiles(string source) => Generated.From(
        "#pragma warning disable SHOP001, SHOP002\nusing System.Diagnostics.CodeAnalysis;\nnamespace Shop;\n" + source,
        """
        using System.Diagnostics.CodeAnalysis;
        namespace Shop;
        public enum Kind
        {
            [Experimental("SHOP001")] Trial,
            [Obsolete("old", DiagnosticId = "SHOP002")] Old,
            [Obsolete("gone", error: true)] Former,
            Renamed = 2,
        }
        [Experimental("SHOP001")] public sealed class Trial;
        public sealed class Parts;
        """).Compiles();
}
