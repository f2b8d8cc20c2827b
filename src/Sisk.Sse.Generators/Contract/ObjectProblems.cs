using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Sisk.Sse.Generators.Rules;
using Sisk.Sse.Generators.Symbols;

namespace Sisk.Sse.Generators.Contract;

/// <summary>Finds mistakes in a type for which System.Text.Json throws an exception at its first use.</summary>
internal static class ObjectProblems
{
    /// <summary>Returns the first mistake; null if there is none.</summary>
    public static TypeProblem? Find(INamedTypeSymbol type, JsonSettings settings)
    {
        var found = FindClash(type, settings)
            ?? (FindDerivedProblem(type, settings) is { } problem ? new TypeProblem(type, problem) : null);
        return found is null || IsCollection(type) ? null : found;
    }

    /// <summary>Determines whether the type is written as a collection, without its members.</summary>
    public static bool IsCollection(INamedTypeSymbol type) => type.AllInterfaces.Any(
        i => i.SpecialType == SpecialType.System_Collections_IEnumerable || i.Is("System.Collections.Generic", "IAsyncEnumerable`1"));

    /// <summary>Finds two members with the same name. ASP.NET Core's options ignore case.</summary>
    private static TypeProblem? FindClash(INamedTypeSymbol type, JsonSettings settings)
    {
        var members = ObjectMembers.Find(type, settings);
        if (members.Properties is { } properties)
        {
            var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
            if (properties.All(property => seen.Add(property.Name)))
            {
                return null;
            }

            members = ObjectMembers.FromSymbols(type, settings);
        }

        if (members.Clash is not var (first, second))
        {
            return null;
        }

        // The members of the type itself come before those of its bases.
        var (culprit, other) = SymbolEqualityComparer.Default.Equals(first.ContainingType, second.ContainingType)
            ? (second, first)
            : (first, second);
        var (name, otherName) = (settings.NameOf(culprit), settings.NameOf(other));
        var names = name == otherName
            ? $"the same JSON name '{name}'"
            : $"the JSON names '{name}' and '{otherName}', which differ only in case";
        return new TypeProblem(
            culprit.OriginalDefinition,
            $"'{Describe(culprit)}' and '{Describe(other)}' have {names}. "
            + "Rename one of them with [JsonPropertyName], or leave it out with [JsonIgnore]",
            IsOfNames: true);
    }

    private static string? FindDerivedProblem(INamedTypeSymbol type, JsonSettings settings)
    {
        var derived = JsonAttributes.DerivedTypes(type).ToArray();
        if (derived.Length == 0)
        {
            return JsonAttributes.IsPolymorphic(type)
                ? $"'{type.Name}' has [JsonPolymorphic], but no [JsonDerivedType]. Add one, or remove it"
                : null;
        }

        if (derived.FirstOrDefault(d => !IsAllowed(d.Type, type)).Type is { } foreign)
        {
            return $"'{foreign.Name}' in [JsonDerivedType] is no concrete type that derives from '{type.Name}'. "
                + "Remove the attribute, or name another type";
        }

        var types = new HashSet<ISymbol>(SymbolEqualityComparer.Default);
        if (derived.FirstOrDefault(d => !types.Add(d.Type)).Type is { } twice)
        {
            return $"'{twice.Name}' has two [JsonDerivedType] attributes on '{type.Name}'. Remove one of them";
        }

        var values = new HashSet<string>(StringComparer.Ordinal);
        if (derived.FirstOrDefault(d => d.Value is not null && !values.Add(d.Value)).Value is { } value)
        {
            return $"two [JsonDerivedType] attributes on '{type.Name}' have the discriminator {value}. Change one of them";
        }

        var discriminator = JsonAttributes.FindDiscriminator(type);
        var clashing = derived.Where(d =>
            d.Value is not null && JsonAttributes.IsOwnWithoutConverter(d.Type) && HasMember(d.Type, discriminator, settings));
        return clashing.Select(d => d.Type).FirstOrDefault() is { } clash
            ? $"'{clash.Name}' has a property with the JSON name '{discriminator}', which is the type discriminator of '{type.Name}'. "
                + "Rename the property, or set TypeDiscriminatorPropertyName in [JsonPolymorphic]"
            : null;
    }

    private static bool IsAllowed(INamedTypeSymbol derived, INamedTypeSymbol type) =>
        !derived.IsUnboundGenericType
        && EventRules.Derives(derived, type)
        && (!derived.IsAbstract || SymbolEqualityComparer.Default.Equals(derived, type) || JsonAttributes.FallsBackToAncestor(type));

    private static bool HasMember(INamedTypeSymbol type, string name, JsonSettings settings)
    {
        var members = ObjectMembers.Find(type, settings);
        return members.Properties is { } properties
            ? properties.Any(property => property.Name == name)
            : members.Symbols.Any(symbol => settings.NameOf(symbol) == name);
    }

    private static string Describe(ISymbol member) => member.ContainingType.Name + "." + member.Name;
}
