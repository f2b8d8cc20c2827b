using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Globalization;
using System.Linq;
using System.Text;
using System.Threading;
using Microsoft.CodeAnalysis;
using Sisk.Sse.Contracts;
using Sisk.Sse.Generators.Model;
using Sisk.Sse.Generators.Symbols;

namespace Sisk.Sse.Generators.Parsing;

/// <summary>Reads the kind of the project, and the referenced libraries that have event streams.</summary>
internal static class ProjectParser
{
    private const string Runtime = "Sisk.Sse";

    public static ProjectModel Parse(DeclaredProject project, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var compilation = project.Compilation;
        var references = compilation.SourceModule.ReferencedAssemblySymbols;
        var hasRuntime = references.Any(assembly => assembly.Name == Runtime);
        var isLibrary = compilation.Options.OutputKind is OutputKind.DynamicallyLinkedLibrary;
        return new ProjectModel(
            hasRuntime,
            isLibrary ? LibraryName(compilation.AssemblyName ?? "") : null,
            hasRuntime ? Libraries(compilation, references).OrderBy(type => type, StringComparer.Ordinal).ToEquatableArray() : default);
    }

    /// <summary>
    /// Finds the libraries with streams. The compiler gets indirect references too, so a library that two others share is found once.
    /// </summary>
    private static IEnumerable<string> Libraries(Compilation compilation, ImmutableArray<IAssemblySymbol> references) =>
        from assembly in references
        where RefersToRuntime(assembly)
        where IsNamedGlobally(compilation.GetMetadataReference(assembly))
        let registration = LibraryMarker.FindRegistration(assembly)
        where registration is not null
        select TypeNames.Bare(registration);

    /// <summary>
    /// Determines whether an assembly references the runtime. Called for all assemblies of the framework, so it avoids LINQ.
    /// </summary>
    private static bool RefersToRuntime(IAssemblySymbol assembly)
    {
        foreach (var module in assembly.Modules)
        {
            foreach (var reference in module.ReferencedAssemblies)
            {
                if (reference.Name == Runtime)
                {
                    return true;
                }
            }
        }

        return false;
    }

    private static bool IsNamedGlobally(MetadataReference? reference) =>
        reference is not null
            && (reference.Properties.Aliases.IsEmpty || reference.Properties.Aliases.Contains(MetadataReferenceProperties.GlobalAlias));

    /// <summary>
    /// Converts the name of an assembly to a unique identifier: <c>Acme.Shop</c> gives <c>Acme_ShopEventStreams</c>.
    /// </summary>
    private static string LibraryName(string assembly)
    {
        var name = new StringBuilder(assembly.Length);
        foreach (var character in assembly)
        {
            _ = char.IsLetterOrDigit(character)
                ? name.Append(character)
                : name.Append('_').Append(character == '.' ? "" : ((int)character).ToString("x4", CultureInfo.InvariantCulture));
        }

        return (name.Length > 0 && char.IsDigit(name[0]) ? "_" : "") + name + "EventStreams";
    }
}
