using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Sisk.Sse.Generators.Model;

namespace Sisk.Sse.Generators.Parsing;

/// <summary>Finds the annotated methods of a project.</summary>
internal static class EndpointFinder
{
    public static EquatableArray<EndpointModel> Find(DeclaredProject project, CancellationToken cancellationToken)
    {
        var endpoints = new List<EndpointModel>();
        foreach (var type in FindTypes(project, cancellationToken))
        {
            cancellationToken.ThrowIfCancellationRequested();
            endpoints.AddRange(EndpointParser.Parse(type, project.Compilation).Select(e => e.Model));
        }

        return endpoints.ToEquatableArray();
    }

    /// <summary>The types with a method that looks annotated, each once, in however many files it stands.</summary>
    public static IEnumerable<INamedTypeSymbol> FindTypes(DeclaredProject project, CancellationToken cancellationToken)
    {
        var names = RouteAttributeNames.In(project.Files);
        var seen = new HashSet<INamedTypeSymbol>(SymbolEqualityComparer.Default);
        foreach (var (tree, file) in project.Compilation.SyntaxTrees.Zip(project.Files, (tree, file) => (tree, file)))
        {
            if (!file.HasMethodWith(names))
            {
                continue;
            }

            var declarations = MethodSyntax.Annotated(tree.GetRoot(cancellationToken))
                .Where(method => MethodSyntax.AttributeNames(method).Any(names.Contains))
                .Select(method => method.Parent)
                .Distinct();
            var model = project.Compilation.GetSemanticModel(tree);
            foreach (var declaration in declarations)
            {
                if (model.GetDeclaredSymbol(declaration!, cancellationToken) is INamedTypeSymbol type && seen.Add(type))
                {
                    yield return type;
                }
            }
        }
    }
}
