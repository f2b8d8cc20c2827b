using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Sisk.Sse.Generators.Symbols;

namespace Sisk.Sse.Generators.Rules;

/// <summary>Finds the event streams of referenced libraries, which <c>MapEventStreams</c> maps with those of the project.</summary>
internal static class ReferencedStreams
{
    /// <summary>Returns the streams of libraries that an application maps. A library maps only its own.</summary>
    public static IEnumerable<AnnotatedMethod> Find(Compilation compilation) =>
        compilation.Options.OutputKind == OutputKind.DynamicallyLinkedLibrary
            ? []
            : compilation.SourceModule.ReferencedAssemblySymbols
                .Where(LibraryMarker.IsLibrary)
                .SelectMany(assembly => assembly.GlobalNamespace.AllTypes())
                .SelectMany(AnnotatedMethod.Find);

    /// <summary>Determines whether the assembly is an application with event streams, which it maps itself.</summary>
    public static bool IsApplication(IAssemblySymbol assembly) =>
        assembly.Modules.Any(m => m.ReferencedAssemblies.Any(r => r.Name == KnownNamespaces.Sse)) && !LibraryMarker.IsLibrary(assembly);

    /// <summary>Returns the generated broadcasters of an assembly.</summary>
    public static IEnumerable<INamedTypeSymbol> FindBroadcasters(IAssemblySymbol assembly) =>
        assembly.GlobalNamespace.AllTypes().Where(ServiceRules.IsBroadcaster);
}
