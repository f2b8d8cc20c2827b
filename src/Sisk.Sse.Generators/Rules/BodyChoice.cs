using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Sisk.Sse.Generators.Model;
using Sisk.Sse.Generators.Symbols;

namespace Sisk.Sse.Generators.Rules;

/// <summary>
/// Chooses the parameter that is the body of a POST. The running application knows which classes are services. Until then, the choice
/// depends on the types alone.
/// </summary>
internal static class BodyChoice
{
    /// <summary>
    /// Returns the values that may be the body, the likeliest first. Those that certainly read the body exclude all others.
    /// </summary>
    public static IReadOnlyList<BoundParameter> Find(IEnumerable<BoundParameter> values)
    {
        var all = values.Where(v => BodyRules.ReadsBody(v) || v.Binding.Source == BindingSource.ServiceOrBody).ToArray();
        return all.Any(BodyRules.ReadsBody)
            ? [.. all.Where(BodyRules.ReadsBody)]
            : [.. all.Where(v => Rank(v) is not null).OrderBy(Rank)];
    }

    /// <summary>Determines whether two values are equally likely to be the body.</summary>
    public static bool IsAsLikely(BoundParameter value, BoundParameter other) => Rank(value) == Rank(other);

    /// <summary>
    /// Returns the rank of a value: records are likelier bodies than classes, and classes of the platform are the least likely. Null for a
    /// service, which has no members to read from JSON.
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

    /// <summary>
    /// Determines whether the platform declares a type. Classes that derive from one, such as a database context, are services.
    /// </summary>
    private static bool IsOfPlatform(INamedTypeSymbol type) =>
        type.IsImportedSigned()
        && (type.ContainingNamespace.IsNamed("System", orNested: true) || type.ContainingNamespace.IsNamed("Microsoft", orNested: true));

    private static bool IsSettable(ISymbol member) =>
        member is IPropertySymbol { IsStatic: false, IsIndexer: false, DeclaredAccessibility: Accessibility.Public } property
        && property.SetMethod?.DeclaredAccessibility == Accessibility.Public;

    /// <summary>Determines whether each parameter has the name of a property, as System.Text.Json requires.</summary>
    private static bool SetsMembers(IMethodSymbol constructor, INamedTypeSymbol type) =>
        constructor is { DeclaredAccessibility: Accessibility.Public, Parameters.IsEmpty: false }
        && constructor.Parameters.All(p => type.SelfAndBases().SelectMany(t => t.GetMembers()).Any(member =>
            member is IPropertySymbol { DeclaredAccessibility: Accessibility.Public }
            && member.Name.Equals(p.Name, StringComparison.OrdinalIgnoreCase)));
}
