using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Sisk.Sse.Contracts;
using Sisk.Sse.Generators.Rules;
using Sisk.Sse.Generators.Symbols;

namespace Sisk.Sse.Generators.Contract;

/// <summary>The members of an object that System.Text.Json writes.</summary>
internal sealed class ObjectMembers
{
    private ObjectMembers(IReadOnlyList<ContractProperty>? properties, IReadOnlyList<ISymbol> symbols) =>
        (Properties, Symbols) = (properties, symbols);

    /// <summary>Gets the members of the contract, if they were read from syntax; null if symbols were read.</summary>
    public IReadOnlyList<ContractProperty>? Properties { get; }

    public IReadOnlyList<ISymbol> Symbols { get; }

    /// <summary>Finds the members of a type. The contract spends most of its time here.</summary>
    public static ObjectMembers Find(INamedTypeSymbol type, JsonSettings settings) => PositionalRecords.FindProperties(type, settings) is { } properties
        ? new ObjectMembers(properties, [])
        : FromSymbols(type, settings);

    /// <summary>Finds the members of a type from its symbols.</summary>
    public static ObjectMembers FromSymbols(INamedTypeSymbol type, JsonSettings settings) => new(null, FindSymbols(type, settings));

    /// <summary>
    /// Finds the members of a type and its bases that are written. A member that hides or overrides another counts once.
    /// </summary>
    private static ISymbol[] FindSymbols(INamedTypeSymbol type, JsonSettings settings)
    {
        if (type.TypeKind == TypeKind.Enum)
        {
            return [];
        }

        var seen = new HashSet<string>(StringComparer.Ordinal);
        var declaring = type.TypeKind == TypeKind.Interface ? type.AllInterfaces.Prepend(type) : type.SelfAndBases();
        return
        [
            .. declaring
                .SelectMany(GetMembers)
                .Where(member => IsWritten(member, settings) && seen.Add(member.Name) && JsonAttributes.FindIgnoreCondition(member) is not JsonAttributes.Always),
        ];
    }

    /// <summary>
    /// Returns the members of a type. Those of a partial type are sorted, so that their order does not depend on files.
    /// </summary>
    private static IEnumerable<ISymbol> GetMembers(INamedTypeSymbol type) => type.DeclaringSyntaxReferences.Length > 1
        ? type.GetMembers()
            .OrderBy(member => member.Name, StringComparer.Ordinal)
            .ThenBy(member => member.ToDisplayString(), StringComparer.Ordinal)
        : type.GetMembers();

    private static bool IsWritten(ISymbol member, JsonSettings settings) => member switch
    {
        { IsStatic: true } => false,
        IPropertySymbol { IsIndexer: true } or IPropertySymbol { GetMethod: null } or IPropertySymbol { ExplicitInterfaceImplementations.IsEmpty: false } => false,
        IPropertySymbol property => property is { DeclaredAccessibility: Accessibility.Public, GetMethod.DeclaredAccessibility: Accessibility.Public }
            || JsonAttributes.IsIncluded(property),
        IFieldSymbol field => field.AssociatedSymbol is null
            && ((settings.IncludesFields && field.DeclaredAccessibility == Accessibility.Public) || JsonAttributes.IsIncluded(field)),
        _ => false,
    };
}
