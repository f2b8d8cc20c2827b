using Microsoft.CodeAnalysis;
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
    public void Nothing_is_written_for_a_project_without_the_runtime()
    {
        var project = CSharpCompilation.Create("Alone", [Project.Parse("class C;", "C.cs")]);

        Assert.Empty(Generated.From(project).Files);
    }
}
