using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Sisk.Sse.Generators.Symbols;

namespace Sisk.Sse.Generators.Rules;

/// <summary>The event streams of referenced libraries, which <c>MapEventStreams</c> maps beside the project's own.</summary>
internal static class ReferencedStreams
{
    /// <summary>Returns those that an application maps; a library maps none but its own.</summary>
    public static IEnumerable<AnnotatedMethod> Find(Compilation compilation) =>
        compilation.Options.OutputKind == OutputKind.DynamicallyLinkedLibrary
            ? []
            : compilation.SourceModule.ReferencedAssemblySymbols
                .Where(LibraryMarker.IsLibrary)
                .SelectMany(assembly => assembly.GlobalNamespace.AllTypes())
                .SelectMany(AnnotatedMethod.Find);

    /// <summary>Determines whether the assembly uses the library, and leaves its streams to nobody else to map.</summary>
    public static bool IsApplication(IAssemblySymbol assembly) =>
        assembly.Modules.Any(m => m.ReferencedAssemblies.Any(r => r.Name == KnownNamespaces.Sse)) && !LibraryMarker.IsLibrary(assembly);

    /// <summary>Returns the generated broadcasters of an assembly.</summary>
    public static IEnumerable<INamedTypeSymbol> FindBroadcasters(IAssemblySymbol assembly) =>
        assembly.GlobalNamespace.AllTypes().Where(ServiceRules.IsBroadcaster);
}
