using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Sisk.Sse.Generators.Symbols;

namespace Sisk.Sse.Generators.Rules;

/// <summary>The rules for the types and names of a stream's events.</summary>
internal static class EventRules
{
    /// <summary>By the whole name only where two have the same: it takes long to write.</summary>
    private static readonly Comparer<ITypeSymbol> _byName = Comparer<ITypeSymbol>.Create(static (left, right) =>
        string.CompareOrdinal(left.Name, right.Name) is not 0 and var order
            ? order
            : string.CompareOrdinal(TypeNames.Of(left), TypeNames.Of(right)));

    /// <summary>
    /// Determines whether the type is the framework's own and names no event: <c>string</c>, tuples, an array or list of whatever.
    /// </summary>
    public static bool IsFramework(ITypeSymbol type) => type switch
    {
        IArrayTypeSymbol or IDynamicTypeSymbol => true,
        _ when type.IsNullableValue() => IsFramework(type.UnwrapNullable()),
        _ => IsOfFramework(type),
    };

    /// <summary>
    /// Returns the concrete types of a payload, in an order that does not depend on files: itself, those nested in it and those of
    /// its <c>[JsonDerivedType]</c>. Empty for an abstract type that nothing accessible derives from, unless it has a converter, which
    /// knows its types: then it is the only event.
    /// </summary>
    /// <param name="payload">The type of the stream's events.</param>
    /// <param name="home">The assembly that declares the stream.</param>
    public static IReadOnlyList<ITypeSymbol> FindEvents(ITypeSymbol payload, IAssemblySymbol home)
    {
        if (payload is not INamedTypeSymbol { TypeKind: TypeKind.Class or TypeKind.Interface } root || IsOfFramework(root))
        {
            return [payload];
        }

        if (root.GetTypeMembers().IsEmpty && root.GetAttributes().IsEmpty)
        {
            // Most are one record, which nothing is said of.
            return IsConcrete(root) ? [payload] : [];
        }

        ITypeSymbol[] events = [.. Nested(root)
            .Concat(JsonDerived(root))
            .Where(t => IsEventOf(t, root, home))
            .Append(root)
            .Where(IsConcrete)
            .Distinct<ITypeSymbol>(SymbolEqualityComparer.Default)
            .OrderBy(t => t, _byName)];
        return events.Length == 0 && JsonAttributes.HasConverter(root) ? [payload] : events;
    }

    /// <summary>Returns the concrete types nested in a payload that derive from it and are no events: generic, or out of reach.</summary>
    public static IEnumerable<INamedTypeSymbol> FindHidden(ITypeSymbol payload, IAssemblySymbol home) =>
        payload is INamedTypeSymbol { TypeKind: TypeKind.Class or TypeKind.Interface } root && !IsOfFramework(root)
            ? Nested(root).Where(t => IsConcrete(t) && Derives(t, root) && !IsEventOf(t, root, home) && !IsConstructed(t, root, home))
            : [];

    /// <summary>Determines whether <c>[JsonDerivedType]</c> names the type with type arguments.</summary>
    private static bool IsConstructed(INamedTypeSymbol type, INamedTypeSymbol root, IAssemblySymbol home) => JsonDerived(root)
        .Any(t => IsEventOf(t, root, home) && SymbolEqualityComparer.Default.Equals(t.OriginalDefinition, type.OriginalDefinition));

    private static bool IsConcrete(INamedTypeSymbol type) => type is { IsAbstract: false, TypeKind: not TypeKind.Interface };

    /// <summary>Returns the name given by <c>[EventName]</c>; null without one.</summary>
    public static string? FindGivenName(ITypeSymbol type) =>
        type.FindAttribute(KnownNamespaces.Sse, "EventNameAttribute")?.FirstText();

    /// <summary>
    /// Returns the name on the wire: the given one, else the type's; null for the only type of a stream without a given name.
    /// </summary>
    public static string? FindWireName(ITypeSymbol type, ITypeSymbol payload, IAssemblySymbol home) =>
        FindGivenName(type)
        ?? (SymbolEqualityComparer.Default.Equals(type, payload) && FindEvents(payload, home).Count == 1 ? null : EventNames.ToCamelCase(type.Name));

    private static bool IsOfFramework(ITypeSymbol type) =>
        type.IsImportedSigned()
        && (type.ContainingNamespace.IsNamed("System", orNested: true)
            || type.ContainingNamespace.IsNamed("Microsoft.AspNetCore", orNested: true)
            || type.ContainingNamespace.IsNamed("Microsoft.Extensions", orNested: true));

    private static IEnumerable<INamedTypeSymbol> Nested(INamedTypeSymbol type) =>
        type.GetTypeMembers().SelectMany(t => Nested(t).Prepend(t));

    private static IEnumerable<INamedTypeSymbol> JsonDerived(INamedTypeSymbol type) =>
        JsonAttributes.DerivedTypes(type).Select(derived => derived.Type);

    private static bool IsEventOf(INamedTypeSymbol? type, INamedTypeSymbol root, IAssemblySymbol home) =>
        type is { IsUnboundGenericType: false }
        && !IsOpen(type)
        && AccessRules.IsAccessible(type, home)
        && !ObsoleteRules.IsObsoleteAsError(type)
        && Derives(type, root);

    /// <summary>Determines whether the type, or one that it is nested in, has a type parameter without a type.</summary>
    public static bool IsOpen(INamedTypeSymbol type) =>
        type.TypeArguments.Any(a => a.TypeKind == TypeKind.TypeParameter) || (type.ContainingType is { } outer && IsOpen(outer));

    /// <summary>Determines whether a type is, derives from or implements another.</summary>
    public static bool Derives(INamedTypeSymbol type, INamedTypeSymbol root) =>
        (root.TypeKind == TypeKind.Interface ? type.AllInterfaces : type.SelfAndBases()).Contains(root, SymbolEqualityComparer.Default);
}
