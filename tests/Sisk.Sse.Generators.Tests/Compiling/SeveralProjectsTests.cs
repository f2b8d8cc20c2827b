using Microsoft.CodeAnalysis.CSharp;
using Sisk.Sse.Generators.Tests.Support;

namespace Sisk.Sse.Generators.Tests.Compiling;

/// <summary>Projects that see one another.</summary>
public sealed class SeveralProjectsTests
{
    private const string Streams = "public sealed class Streams { [RouteGet(\"/a\")] public EventStream<string> A() => new(); }";

    [Fact]
    public void Projects_that_see_one_anothers_internals_each_call_their_own()
    {
        var library = Generated.From(Project.Create(
            "[assembly: System.Runtime.CompilerServices.InternalsVisibleTo(\"Shop\")]",
            "namespace Library; " + Streams).WithAssemblyName("Library")).Compiles();

        var application = Project.Create(
            "namespace Application; " + Streams,
            """
            public static class Program
            {
                public static void Use(WebApplicationBuilder builder, WebApplication app)
                {
                    builder.Services.AddEventStreams();
                    app.MapEventStreams();
                }
            }
            """).AddReferences(library.Compilation.ToMetadataReference());

        Generated.From(application).Compiles();
    }

    [Fact]
    public void Internal_types_of_a_library_are_no_events_and_internal_properties_are_not_bound()
    {
        const string Library = """
            namespace Library;
            [System.Text.Json.Serialization.JsonDerivedType(typeof(Secret))]
            public abstract record OrderEvent
            {
                public sealed record Shipped(string Carrier) : OrderEvent;
                internal sealed record Draft(string Text) : OrderEvent;
            }
            internal sealed record Secret : OrderEvent;
            public sealed class Page { public int Size { get; set; } internal int Number { get; set; } public string? Sort { internal get; set; } }
            public abstract record Empty { internal Empty() { } internal sealed record Only : Empty; }
            """;
        const string Application = """
            [RoutePrefix("/{size}")]
            public sealed class Orders
            {
                [RouteGet("/a")] public EventStream<Library.OrderEvent> Watch([AsParameters] Library.Page page) => new();
                [RouteGet("/b/{sort}")] public EventStream<string> Sorted([AsParameters] Library.Page page) => new();
                [RouteGet("/c")] public EventStream<Library.Empty> Nothing(int size) => new();
            }
            """;

        var text = Generated.From(Project.Create(Application).AddReferences(CompiledLibrary.From("Library", Library).Reference))
            .Compiles().Files["Orders.g.cs"];

        Assert.Contains("OrderEvent.Shipped", text, StringComparison.Ordinal);
        Assert.DoesNotContain("Draft", text, StringComparison.Ordinal);
        Assert.DoesNotContain("Secret", text, StringComparison.Ordinal);
        Assert.DoesNotContain("Number", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[assembly: System.Diagnostics.CodeAnalysis.Experimental(\"LIB001\")]")]
    [InlineData("[module: System.Diagnostics.CodeAnalysis.Experimental(\"LIB001\")]")]
    public void A_library_may_be_experimental_as_a_whole(string attribute)
    {
        var library = CompiledLibrary.From("Library", attribute + " namespace Library; public sealed record Price(int Cents);");

        Generated.From(Project.Create(
            "#pragma warning disable LIB001\npublic sealed class Orders { [RouteGet(\"/a\")] public EventStream<Library.Price> Watch() => new(); }")
            .AddReferences(library.Reference)).Compiles();
    }

    [Fact]
    public void Internal_events_of_a_library_are_events_for_its_friends()
    {
        var library = CompiledLibrary.From("Library", """
            [assembly: System.Runtime.CompilerServices.InternalsVisibleTo("Shop")]
            namespace Library;
            public abstract record OrderEvent { internal sealed record Draft(string Text) : OrderEvent; }
            """);

        var text = Generated.From(Project.Create(
            "public sealed class Orders { [RouteGet(\"/a\")] public EventStream<Library.OrderEvent> Watch() => new(); }")
            .AddReferences(library.Reference)).Compiles().Files["Orders.g.cs"];

        Assert.Contains("internal __Tasks::ValueTask BroadcastDraftAsync(", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Types_may_hide_those_of_a_library()
    {
        const string Source = """
            namespace Shop;
            public sealed class Orders { [RouteGet("/a/{kind}")] public EventStream<Price> Watch(Kind kind) => new(); }
            public sealed record Price(int Cents);
            public enum Kind { One }
            """;

        Generated.From(Project.Create("#pragma warning disable CS0436\n" + Source).AddReferences(CompiledLibrary.From("Library", Source).Reference)).Compiles();
    }

    [Fact]
    public void Nothing_is_written_for_a_project_without_the_runtime()
    {
        var project = CSharpCompilation.Create("Alone", [Project.Parse("class C;", "C.cs")]);

        Assert.Empty(Generated.From(project).Files);
    }
}
