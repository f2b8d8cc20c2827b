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
    /// Returns the values that may be the body, the likeliest first: one that is said to be it, and else what can be read from JSON.
    /// </summary>
    public static IReadOnlyList<BoundParameter> Find(IEnumerable<BoundParameter> values)
    {
        var all = values.Where(v => BodyRules.ReadsBody(v) || v.Binding.Source == BindingSource.ServiceOrBody).ToArray();
        return all.Any(BodyRules.ReadsBody)
            ? [.. all.Where(BodyRules.ReadsBody)]
            : [.. all.Where(v => Rank(v) is not null).OrderBy(Rank)];
    }

    /// <summary>Determines whether one is as likely the body as the other.</summary>
    public static bool IsAsLikely(BoundParameter value, BoundParameter other) => Rank(value) == Rank(other);

    /// <summary>
    /// A message is a record sooner than a class, and rarely a class of the platform. Null for a service, which has nothing to be read from
    /// JSON.
    /// </summary>
    private static int? Rank(BoundParameter value) => value.Type switch
    {
        INamedTypeSymbol { IsRecord: true } or { TypeKind: TypeKind.Interface } => 0,
        INamedTypeSymbol type when !type.SelfAndBases().Any(IsOfPlatform) && HasMembers(type) => 1,
        INamedTypeSymbol type when IsReadByPlatform(type) => 1,
        INamedTypeSymbol type when IsOfPlatform(type) && HasMembers(type) => 2,
        _ => null,
    };

    private static bool HasMembers(INamedTypeSymbol type) =>
        type.SelfAndBases().SelectMany(t => t.GetMembers()).Any(IsSettable) || type.InstanceConstructors.Any(c => SetsMembers(c, type));

    private static bool IsReadByPlatform(INamedTypeSymbol type) =>
        BodyRules.SaysHowToRead(type)
        || type.ContainingNamespace.IsNamed("System.Text.Json", orNested: true)
        || type.AllInterfaces.Any(i => i.SpecialType == SpecialType.System_Collections_IEnumerable);

    /// <summary>A class that derives from one, as a database context does, is a service although it has members that can be set.</summary>
    private static bool IsOfPlatform(INamedTypeSymbol type) =>
        type.IsImportedSigned()
        && (type.ContainingNamespace.IsNamed("System", orNested: true) || type.ContainingNamespace.IsNamed("Microsoft", orNested: true));

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
