using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Sisk.Sse.Generators.Model;
using Sisk.Sse.Generators.Symbols;

namespace Sisk.Sse.Generators.Rules;

/// <summary>
/// The parameter that is the body of a POST. The running application asks its container which classes are services; before that, only their
/// types tell.
/// </summary>
internal static class BodyChoice
{
    /// <summary>
    /// Returns the values that may be the body, the likeliest first: one that is said to be it, and else what may be read from JSON,
    /// records first.
    /// </summary>
    public static IReadOnlyList<BoundParameter> Find(IEnumerable<BoundParameter> values)
    {
        var all = values.Where(v => IsExplicit(v) || v.Binding.Source == BindingSource.ServiceOrBody).ToArray();
        return all.Any(IsExplicit)
            ? [.. all.Where(IsExplicit)]
            : [.. all.Where(v => IsMessage((INamedTypeSymbol)v.Type)).OrderBy(v => !IsRecord(v))];
    }

    /// <summary>Determines whether the parameter is sure to read the body.</summary>
    public static bool IsExplicit(BoundParameter value) =>
        value.Binding.Source is BindingSource.Body or BindingSource.BodyStream or BindingSource.BodyReader;

    public static bool IsRecord(BoundParameter value) => value.Type is INamedTypeSymbol { IsRecord: true };

    /// <summary>A service has nothing to be read from JSON: no member to set, and a constructor that takes other services.</summary>
    private static bool IsMessage(INamedTypeSymbol type) =>
        type.IsRecord
        || type.TypeKind == TypeKind.Interface
        || (type.SelfAndBases().Any(IsOfPlatform) ? IsReadByPlatform(type) : HasMembers(type) || IsReadByPlatform(type));

    private static bool HasMembers(INamedTypeSymbol type) =>
        type.SelfAndBases().SelectMany(t => t.GetMembers()).Any(IsSettable) || type.InstanceConstructors.Any(c => SetsMembers(c, type));

    private static bool IsReadByPlatform(INamedTypeSymbol type) =>
        BodyRules.SaysHowToRead(type)
        || type.ContainingNamespace.IsNamed("System.Text.Json", orNested: true)
        || type.AllInterfaces.Any(i => i.SpecialType == SpecialType.System_Collections_IEnumerable);

    /// <summary>A database context has members that can be set, too.</summary>
    private static bool IsOfPlatform(INamedTypeSymbol type) =>
        type.ContainingNamespace.IsNamed("System", orNested: true) || type.ContainingNamespace.IsNamed("Microsoft", orNested: true);

    private static bool IsSettable(ISymbol member) =>
        member is IPropertySymbol { IsStatic: false, IsIndexer: false, DeclaredAccessibility: Accessibility.Public } property
        && property.SetMethod?.DeclaredAccessibility == Accessibility.Public;

    /// <summary>Determines whether each parameter has the name of a property, as System.Text.Json demands.</summary>
    private static bool SetsMembers(IMethodSymbol constructor, INamedTypeSymbol type) =>
        constructor is { DeclaredAccessibility: Accessibility.Public, Parameters.IsEmpty: false }
        && constructor.Parameters.All(p => type.SelfAndBases().SelectMany(t => t.GetMembers()).Any(member =>
            member is IPropertySymbol { DeclaredAccessibility: Accessibility.Public }
            && member.Name.Equals(p.Name, StringComparison.OrdinalIgnoreCase)));
}
