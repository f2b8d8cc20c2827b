using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;

namespace Sisk.Sse.Generators.Rules;

/// <summary>The event streams of referenced libraries, which <c>MapEventStreams</c> maps beside the project's own.</summary>
internal static class ReferencedStreams
{
    /// <summary>Those that an application maps; a library maps none but its own.</summary>
    public static IEnumerable<AnnotatedMethod> Find(Compilation compilation) =>
        compilation.Options.OutputKind == OutputKind.DynamicallyLinkedLibrary
            ? []
            : compilation.SourceModule.ReferencedAssemblySymbols.Where(IsLibrary).SelectMany(a => Find(a.GlobalNamespace));

    private static bool IsLibrary(IAssemblySymbol assembly) =>
        assembly.GetAttributes().Any(a => a.AttributeClass is { Name: "EventStreamLibraryAttribute" } type
            && type.ContainingNamespace.IsNamed(KnownNamespaces.Sse, orNested: true));

    private static IEnumerable<AnnotatedMethod> Find(INamespaceOrTypeSymbol container) => container.GetMembers().SelectMany(member => member switch
    {
        INamespaceSymbol inner => Find(inner),
        INamedTypeSymbol type => AnnotatedMethod.Find(type).Concat(Find(type)),
        _ => [],
    });
}
