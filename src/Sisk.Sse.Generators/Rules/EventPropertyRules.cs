using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Sisk.Sse.Generators.Symbols;

namespace Sisk.Sse.Generators.Rules;

/// <summary>The rules for properties of an event that System.Text.Json does not write.</summary>
internal static class EventPropertyRules
{
    /// <summary>
    /// Returns the properties that cannot be written, each with the end of a sentence that explains it. Excludes properties that are
    /// ignored or have a converter.
    /// </summary>
    public static IEnumerable<(IPropertySymbol Property, string Problem)> FindProblems(ITypeSymbol type) =>
        from property in Properties(type)
        let problem = EventTypeRules.FindUnwritable(property.Type)
        where problem is not null
        select (property.OriginalDefinition, problem);

    /// <summary>Returns the type and the types that can be reached from it by properties and derived types.</summary>
    /// <param name="type">The type.</param>
    /// <param name="isNew">Returns true at the first call for a type. Others are left out, with the types that only they reach.</param>
    public static IEnumerable<ITypeSymbol> FindTypes(ITypeSymbol type, Func<ITypeSymbol, bool> isNew) => TypeWalk.From(
        TypeWalk.PartsOf(type),
        static next => Properties(next).SelectMany(p => TypeWalk.PartsOf(p.Type)).Concat(DerivedTypes(next)),
        isNew);

    private static IEnumerable<ITypeSymbol> DerivedTypes(ITypeSymbol type) => JsonAttributes.IsOwnWithoutConverter(type)
        ? JsonAttributes.DerivedTypes((INamedTypeSymbol)type).Select(derived => derived.Type)
        : [];

    private static IEnumerable<IPropertySymbol> Properties(ITypeSymbol type) => JsonAttributes.IsOwnWithoutConverter(type)
        ? Written((INamedTypeSymbol)type)
        : [];

    private static IEnumerable<IPropertySymbol> Written(INamedTypeSymbol type) => type.SelfAndBases()
        .Where(t => t.Locations.Any(l => l.IsInSource))
        .SelectMany(t => t.GetMembers().OfType<IPropertySymbol>())
        .Where(p => p is { IsStatic: false, IsIndexer: false, DeclaredAccessibility: Accessibility.Public, GetMethod: not null }
            && !JsonAttributes.HasIgnoreCondition(p)
            && !JsonAttributes.HasConverter(p));
}
