using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Sisk.Sse.Generators.Symbols;

namespace Sisk.Sse.Generators.Rules;

/// <summary>The rules for the types and names of a stream's events.</summary>
internal static class EventRules
{
    /// <summary>Compares full names only if the short names are equal, because formatting them is slow.</summary>
    private static readonly Comparer<ITypeSymbol> _byName = Comparer<ITypeSymbol>.Create(static (left, right) =>
        string.CompareOrdinal(left.Name, right.Name) is not 0 and var order
            ? order
            : string.CompareOrdinal(TypeNames.Of(left), TypeNames.Of(right)));

    /// <summary>
    /// Determines whether the framework declares the type, so that its name is not the name of an event. Examples are strings, tuples,
    /// arrays and lists.
    /// </summary>
    public static bool IsFramework(ITypeSymbol type) => type switch
    {
        IArrayTypeSymbol or IDynamicTypeSymbol => true,
        _ when type.IsNullableValue() => IsFramework(type.UnwrapNullable()),
        _ => IsOfFramework(type),
    };

    /// <summary>
    /// Returns the concrete types of a payload, in an order that does not depend on files: the payload itself, the types nested in it, and
    /// those of its <c>[JsonDerivedType]</c> attributes. An abstract type with a converter and without such types is the only event.
    /// Without a converter, the result is empty.
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
            // Most payloads are a single record without attributes.
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

    /// <summary>
    /// Returns the concrete types nested in a payload that derive from it, but are generic or inaccessible, and so not events.
    /// </summary>
    public static IEnumerable<INamedTypeSymbol> FindHidden(ITypeSymbol payload, IAssemblySymbol home) =>
        payload is INamedTypeSymbol { TypeKind: TypeKind.Class or TypeKind.Interface } root && !IsOfFramework(root)
            ? Nested(root).Where(t => IsConcrete(t) && Derives(t, root) && !IsEventOf(t, root, home) && !IsConstructed(t, root, home))
            : [];

    /// <summary>Determines whether <c>[JsonDerivedType]</c> names a generic type with type arguments.</summary>
    private static bool IsConstructed(INamedTypeSymbol type, INamedTypeSymbol root, IAssemblySymbol home) => JsonDerived(root)
        .Any(t => IsEventOf(t, root, home) && SymbolEqualityComparer.Default.Equals(t.OriginalDefinition, type.OriginalDefinition));

    private static bool IsConcrete(INamedTypeSymbol type) => type is { IsAbstract: false, TypeKind: not TypeKind.Interface };

    /// <summary>Returns the name from <c>[EventName]</c>; null if there is none.</summary>
    public static string? FindGivenName(ITypeSymbol type) =>
        type.FindAttribute(KnownNamespaces.Sse, "EventNameAttribute")?.FirstText();

    /// <summary>
    /// Returns the name on the wire: the given one, or else that of the type. Null for the only type of a stream, unless a name is given.
    /// </summary>
    public static string? FindWireName(ITypeSymbol type, ITypeSymbol payload, IAssemblySymbol home) =>
        FindGivenName(type)
        ?? (SymbolEqualityComparer.Default.Equals(type, payload) && FindEvents(payload, home).Count == 1
            ? null
            : EventNames.ToCamelCase(type.Name));

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

    /// <summary>Determines whether the type or a containing type has a type parameter without an argument.</summary>
    public static bool IsOpen(INamedTypeSymbol type) =>
        type.TypeArguments.Any(a => a.TypeKind == TypeKind.TypeParameter) || (type.ContainingType is { } outer && IsOpen(outer));

    /// <summary>Determines whether a type is, derives from or implements another.</summary>
    public static bool Derives(INamedTypeSymbol type, INamedTypeSymbol root) =>
        (root.TypeKind == TypeKind.Interface ? type.AllInterfaces : type.SelfAndBases()).Contains(root, SymbolEqualityComparer.Default);
}
