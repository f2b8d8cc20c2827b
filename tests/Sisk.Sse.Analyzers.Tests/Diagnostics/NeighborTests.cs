using Sisk.Sse.Analyzers.Tests.Support;

namespace Sisk.Sse.Analyzers.Tests.Diagnostics;

/// <summary>Code of another source generator that ours cannot see is reported, never silently left out.</summary>
public sealed class NeighborTests
{
    private const string Parsable = """
        namespace Shop;
        public readonly partial struct Id : System.IParsable<Id>
        {
            public static Id Parse(string text, System.IFormatProvider? provider) => default;
            public static bool TryParse(string? text, System.IFormatProvider? provider, out Id id) { id = default; return true; }
            public override string ToString() => "1";
        }
        """;

    [Theory]
    [InlineData("a key", "EventStream<string> [|Watch|](Id id) => new();", "partial struct Id;", Parsable)]
    [InlineData("a whole key", "EventStream<string> [|Watch|](Id id) => new();", "", Parsable)]
    [InlineData("an enum", "EventStream<string> [|Watch|](Id id) => new();", "", "namespace Shop; public enum Id { One }")]
    [InlineData("a payload", "EventStream<Change> [|Watch|](int id) => new();", "", "namespace Shop; public sealed record Change(int Id);")]
    [InlineData(
        "an item", "IAsyncEnumerable<Change> [|Watch|](int id) => null!;", "", "namespace Shop; public sealed record Change(int Id);")]
    [InlineData("a property", "EventStream<string> [|Watch|](int id, [AsParameters] Page page) => new();",
        "public partial class Page { public int Size { get; set; } }", "namespace Shop; public partial class Page { public int Number { get; set; } }")]
    [InlineData("events", "EventStream<Change> [|Watch|](int id) => new();",
        "public abstract partial record Change { public sealed record Added : Change; }",
        "namespace Shop; public partial record Change { public sealed record Removed : Change; }")]
    [InlineData("all events", "EventStream<Change> [|Watch|](int id) => new();",
        "public abstract partial record Change;", "namespace Shop; public partial record Change { public sealed record Removed : Change; }")]
    [InlineData("BindAsync", "EventStream<string> [|Watch|](int id, Page page) => new();",
        "public partial class Page;",
        "namespace Shop; public partial class Page { public static System.Threading.Tasks.ValueTask<Page?> BindAsync(Microsoft.AspNetCore.Http.HttpContext context) => new(new Page()); }")]
    [InlineData("a default value", "EventStream<string> [|Watch|](int id, int size = Defaults.Size) => new();",
        "", "namespace Shop; public static class Defaults { public const int Size = 20; }")]
    public Task Type_of_another_generator_is_reported_at_the_method(string what, string method, string declared, string generated)
    {
        Assert.NotEmpty(what);
        return Verify.ReportsAsync(
            "SSE040",
            $$"""
            namespace Shop;
            public partial class Orders
            {
                [RouteGet("/orders/{id}")] public {{method}}
                [RouteGet("/others")] public EventStream<Other> Others() => new();
            }
            public sealed record Other(int X);
            {{declared}}
            """,
            new Settings { Neighbor = [generated] });
    }

    [Theory]
    [InlineData("[Microsoft.AspNetCore.Authorization.Authorize] public class Base; public partial class Orders : Base;")]
    [InlineData("[Sisk.Sse.RoutePrefix(\"/shop\")] public partial class Orders;")]
    public Task Part_of_a_class_by_another_generator_is_reported_at_each_method(string generated) => Verify.ReportsAsync(
        "SSE040",
        """
        namespace Shop;
        public partial class Orders
        {
            [RouteGet("/orders")] public EventStream<string> [|Watch|]() => new();
            [RouteGet("/others")] public EventStream<int> [|Others|]() => new();
        }
        """,
        new Settings { Neighbor = ["namespace Shop; " + generated] });

    [Fact]
    public Task A_route_that_is_a_constant_of_another_generator_is_reported() => Verify.ReportsAsync(
        "SSE040",
        "public class Orders { [RouteGet(Routes.Orders)] public EventStream<string> [|Watch|]() => new(); }",
        new Settings { Neighbor = ["public static class Routes { public const string Orders = \"/orders\"; }"] });

    [Fact]
    public Task Constructor_of_another_generator_is_reported_at_the_method_alone() => Verify.ReportsAsync(
        "SSE040",
        "public partial class Orders { [RouteGet(\"/orders\")] public EventStream<string> [|Watch|]() => new(); }",
        new Settings { Neighbor = ["public partial class Orders { public Orders(System.IServiceProvider services) { } }"] });

    [Theory]
    [InlineData("public partial class [|Orders|]", "public partial class Orders { public required string Name { get; set; } }")]
    [InlineData(
        "public partial class [|Orders|](IServiceProvider services)",
        "public partial class Orders { public required string Name { get; set; } public object Services => services; }")]
    [InlineData("public partial class [|Orders|]", "public abstract partial class Orders;")]
    [InlineData("public class [|Orders|] : Shop", "public partial class Shop { public required string Name { get; set; } }")]
    public Task Class_that_cannot_be_created_because_of_another_generator_is_reported_at_the_class_alone(
        string declaration, string generated) =>
        Verify.ReportsAsync(
        "SSE003",
        $$"""
        {{declaration}} { [RouteGet("/orders")] public EventStream<string> Watch() => new(); }
        public partial class Shop;
        """,
        new Settings { Neighbor = [generated] });

    [Fact]
    public async Task A_class_that_another_generator_writes_is_reported_in_its_file()
    {
        var analysis = await Analysis.RunAsync(
            ["public sealed record Price(int Cents);"],
            new Settings { Neighbor = ["public class Orders { [Sisk.Sse.RouteGet(\"/a\")] public Sisk.Sse.EventStream<Price> Watch() => new(); }"] });

        var diagnostic = Assert.Single(analysis.Diagnostics);
        Assert.Equal("SSE040", diagnostic.Id);
        Assert.EndsWith("Neighbor0.g.cs", diagnostic.Location.SourceTree?.FilePath, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_method_is_reported_when_the_generator_does_not_run()
    {
        var analysis = await Analysis.RunAsync(
            ["public class Orders { [RouteGet(\"/a\")] public EventStream<string> Watch() => new(); }"],
            new Settings { HasGenerator = false, HasStartup = false, IsLibrary = true });

        Assert.Equal("SSE040", Assert.Single(analysis.Diagnostics).Id);
    }

    [Fact]
    public Task Nothing_is_reported_when_another_generator_writes_other_things() => Verify.ReportsNothingAsync(
        """
        public partial class Orders(OrdersBroadcaster own)
        {
            [RouteGet("/a/{id}")] public EventStream<Change> Watch(Id id) => new();
            public object Own => own;
        }
        public readonly partial record struct Id(int Value) : IParsable<Id>
        {
            public static Id Parse(string text, IFormatProvider? provider) => default;
            public static bool TryParse(string? text, IFormatProvider? provider, out Id id) { id = default; return true; }
            public override string ToString() => "1";
        }
        public partial record Change(int X);
        """,
        new Settings { Neighbor = ["public partial record struct Id { public int Twice => 2; } public partial record Change { public int Y { get; init; } } public partial class Orders { private void Log() { } }"] });
}
