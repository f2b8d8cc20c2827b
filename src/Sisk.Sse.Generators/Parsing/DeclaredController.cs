using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Sisk.Sse.Generators.Rules;
using Sisk.Sse.Generators.Symbols;

namespace Sisk.Sse.Generators.Parsing;

/// <summary>A class whose syntax has annotated methods, and the methods that really are annotated.</summary>
internal sealed class DeclaredController
{
    private DeclaredController(INamedTypeSymbol type) => (Type, Methods) = (type, [.. AnnotatedMethod.Find(type)]);

    public INamedTypeSymbol Type { get; }

    public IReadOnlyList<AnnotatedMethod> Methods { get; }

    public static IReadOnlyList<DeclaredController> FindAll(DeclaredProject project, CancellationToken cancellationToken)
    {
        var compilation = project.Compilation;
        var names = RouteAttributeNames.In(project.Files);
        var trees = compilation.SyntaxTrees.Zip(project.Files, (tree, file) => (tree, file))
            .Where(pair => pair.file.HasMethodWith(names))
            .Select(pair => pair.tree);
        var types = Concurrently.Select(
            [.. trees], compilation, tree => FindTypes(tree, names, compilation, cancellationToken), cancellationToken)
            .SelectMany(found => found)
            .Distinct<INamedTypeSymbol>(SymbolEqualityComparer.Default);
        return Concurrently.Select([.. types], compilation, static type => new DeclaredController(type), cancellationToken);
    }

    /// <summary>Returns the types of a file whose syntax has annotated methods. Other files may declare parts of the same types.</summary>
    private static INamedTypeSymbol[] FindTypes(
        SyntaxTree tree, RouteAttributeNames names, Compilation compilation, CancellationToken cancellationToken)
    {
        var declarations = MethodSyntax.Annotated(tree.GetRoot(cancellationToken))
            .Where(method => MethodSyntax.AttributeNames(method).Any(names.Contains))
            .Select(method => method.Parent)
            .Distinct();
        var model = compilation.GetSemanticModel(tree);
        return [.. declarations.Select(declaration => model.GetDeclaredSymbol(declaration!, cancellationToken)).OfType<INamedTypeSymbol>()];
    }
}
