using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Sisk.Sse.Generators.Benchmarks;

/// <summary>The least that a generator for annotated methods can do: it finds them, and prints their names.</summary>
internal sealed class FloorGenerator : IIncrementalGenerator
{
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        var names = context.SyntaxProvider
            .ForAttributeWithMetadataName(
                "Sisk.Sse.RouteGetAttribute",
                static (node, _) => node is MethodDeclarationSyntax,
                static (found, _) => found.TargetSymbol.Name)
            .Collect();
        context.RegisterSourceOutput(names, static (output, all) => output.AddSource("Names.g.cs", "// " + string.Join(", ", all)));
    }
}
