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

    /// <summary>Gets the first two members of one JSON name, which the serializer refuses; null if there are none.</summary>
    public (ISymbol First, ISymbol Second)? Clash { get; private init; }

    /// <summary>Gets the C# name of the member with <c>[JsonExtensionData]</c>; null if there is none.</summary>
    public string? Extension { get; private init; }

    /// <summary>Finds the members of a type. The contract spends most of its time here.</summary>
    public static ObjectMembers Find(INamedTypeSymbol type, JsonSettings settings) =>
        PositionalRecords.FindProperties(type, settings) is { } properties
            ? new ObjectMembers(properties, [])
            : FromSymbols(type, settings);

    /// <summary>Finds the members of a type from its symbols.</summary>
    public static ObjectMembers FromSymbols(INamedTypeSymbol type, JsonSettings settings)
    {
        if (type.TypeKind == TypeKind.Enum)
        {
            return new ObjectMembers(null, []);
        }

        var conflicts = new MemberConflicts(settings);
        var extension = (string?)null;
        var declaring = type.TypeKind == TypeKind.Interface ? type.AllInterfaces.Prepend(type) : type.SelfAndBases();
        foreach (var member in declaring.SelectMany(GetMembers).Where(member => IsMember(member, settings)))
        {
            conflicts.Add(member);
            extension ??= JsonAttributes.IsExtensionData(member) ? member.Name : null;
        }

        return new ObjectMembers(null, [.. conflicts.Members.Where(IsWritten)]) { Clash = conflicts.Clash, Extension = extension };
    }

    /// <summary>
    /// Returns the members of a type. Those of a partial type are sorted, so that their order does not depend on files.
    /// </summary>
    private static IEnumerable<ISymbol> GetMembers(INamedTypeSymbol type) => type.DeclaringSyntaxReferences.Length > 1
        ? type.GetMembers()
            .OrderBy(member => member.Name, StringComparer.Ordinal)
            .ThenBy(member => member.ToDisplayString(), StringComparer.Ordinal)
        : type.GetMembers();

    private static bool IsMember(ISymbol member, JsonSettings settings) => member switch
    {
        { IsStatic: true } => false,
        IPropertySymbol { IsIndexer: true } or IPropertySymbol { ExplicitInterfaceImplementations.IsEmpty: false } => false,
        IPropertySymbol property => IsPublic(property.GetMethod) || IsPublic(property.SetMethod) || JsonAttributes.IsIncluded(property),
        IFieldSymbol field => field.AssociatedSymbol is null
            && ((settings.IncludesFields && field.DeclaredAccessibility == Accessibility.Public) || JsonAttributes.IsIncluded(field)),
        _ => false,
    };

    /// <summary>Determines whether the serializer can read the value. A member that it can only set still hides others.</summary>
    private static bool IsWritten(ISymbol member) =>
        member is not IPropertySymbol property
        || IsPublic(property.GetMethod)
        || (property.GetMethod is not null && JsonAttributes.IsIncluded(property));

    private static bool IsPublic(IMethodSymbol? accessor) => accessor?.DeclaredAccessibility == Accessibility.Public;
}
