using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Sisk.Sse.Generators.Symbols;

namespace Sisk.Sse.Generators.Rules;

/// <summary>The rules for properties of an event that System.Text.Json does not write.</summary>
internal static class EventPropertyRules
{
    private const string Json = "System.Text.Json.Serialization";

    /// <summary>
    /// Returns those of the type and of the types in the project that are reached from it, each with words that end a sentence. What has a
    /// converter or is ignored is written in its own way, or not at all.
    /// </summary>
    public static IEnumerable<(IPropertySymbol Property, string Problem)> FindProblems(ITypeSymbol type) =>
        from part in FindTypes(type)
        from property in Properties(part)
        let problem = EventTypeRules.FindUnwritable(property.Type)
        where problem is not null
        select (property.OriginalDefinition, problem);

    /// <summary>Returns the type and those that are reached from it, by properties and as derived types of properties.</summary>
    public static IEnumerable<ITypeSymbol> FindTypes(ITypeSymbol type) => TypeWalk.From(
        Parts(type), static next => Properties(next).SelectMany(p => Parts(p.Type)).Concat(IsOwn(next) ? EventRules.JsonDerived((INamedTypeSymbol)next) : []));

    private static IEnumerable<IPropertySymbol> Properties(ITypeSymbol type) => IsOwn(type) ? Written((INamedTypeSymbol)type) : [];

    private static bool IsOwn(ITypeSymbol type) =>
        type is INamedTypeSymbol { TypeKind: TypeKind.Class or TypeKind.Struct or TypeKind.Interface }
        && type.Locations.Any(l => l.IsInSource)
        && !EventTypeRules.HasConverter(type);

    private static IEnumerable<IPropertySymbol> Written(INamedTypeSymbol type) => type.SelfAndBases()
        .Where(t => t.Locations.Any(l => l.IsInSource))
        .SelectMany(t => t.GetMembers().OfType<IPropertySymbol>())
        .Where(p => p is { IsStatic: false, IsIndexer: false, DeclaredAccessibility: Accessibility.Public, GetMethod: not null }
            && p.FindAttribute(Json, "JsonIgnoreAttribute") is null
            && !EventTypeRules.HasConverter(p));

    private static IEnumerable<ITypeSymbol> Parts(ITypeSymbol type) => type switch
    {
        IArrayTypeSymbol array => Parts(array.ElementType),
        INamedTypeSymbol named => named.TypeArguments.SelectMany(Parts).Append(named),
        _ => [],
    };
}
