using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Sisk.Sse.Generators.Symbols;

namespace Sisk.Sse.Generators.Rules;

/// <summary>Finds the types that each <c>JsonSerializerContext</c> of a project includes.</summary>
internal static class SerializerContexts
{
    private const string Namespace = "System.Text.Json.Serialization";

    /// <summary>Returns the types of the attributes of a context; none for any other class.</summary>
    public static IEnumerable<ITypeSymbol> Registered(INamedTypeSymbol type) =>
        type.BaseType.Is(Namespace, "JsonSerializerContext")
            ? type.GetAttributes()
                .Where(a => a.AttributeClass.Is(Namespace, "JsonSerializableAttribute"))
                .Select(a => a.ConstructorArguments.FirstOrDefault().Value)
                .OfType<ITypeSymbol>()
            : [];

    /// <summary>
    /// Returns the types that contexts of referenced assemblies include, except primitive ones, which are in the contexts of many packages.
    /// </summary>
    public static IEnumerable<ITypeSymbol> Referenced(Compilation compilation) =>
        Reach(compilation.SourceModule.ReferencedAssemblySymbols.SelectMany(Registered)).Where(t => t.SpecialType == SpecialType.None);

    private static IEnumerable<ITypeSymbol> Registered(IAssemblySymbol assembly) =>
        assembly.Name.StartsWith("System.", StringComparison.Ordinal)
        || assembly.Name.StartsWith("Microsoft.", StringComparison.Ordinal)
        || !assembly.Modules.Any(m => m.ReferencedAssemblies.Any(r => r.Name == "System.Text.Json"))
            ? []
            : assembly.GlobalNamespace.AllTypes().SelectMany(Registered);

    /// <summary>
    /// Returns the types that can be reached from the given ones by elements, members and the attributes for derived types.
    /// </summary>
    public static HashSet<ITypeSymbol> Reach(IEnumerable<ITypeSymbol> registered) => TypeWalk.From(registered, Next);

    private static IEnumerable<ITypeSymbol> Next(ITypeSymbol type) => type switch
    {
        IArrayTypeSymbol array => [array.ElementType],
        INamedTypeSymbol named => named.SelfAndBases().SelectMany(part => part.TypeArguments.Concat(Members(part)))
            .Concat(JsonAttributes.DerivedTypes(named).Select(derived => derived.Type)),
        _ => [],
    };

    /// <summary>
    /// Returns the types of a type's properties. Types of the framework, such as <c>string</c> or a list, are written without them.
    /// </summary>
    private static IEnumerable<ITypeSymbol> Members(INamedTypeSymbol type) =>
        type.IsImportedSigned() && type.ContainingAssembly.Name.StartsWith("System.", StringComparison.Ordinal)
        ? []
        : type.GetMembers()
            .OfType<IPropertySymbol>()
            .Where(p => p is { IsStatic: false, IsIndexer: false, DeclaredAccessibility: Accessibility.Public })
            .Select(p => p.Type);
}
