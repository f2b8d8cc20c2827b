using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Sisk.Sse.Contracts;
using Sisk.Sse.Generators.Symbols;

namespace Sisk.Sse.Generators.Contract;

/// <summary>The members of an object that System.Text.Json writes.</summary>
internal sealed class ObjectMembers
{
    private ObjectMembers(IReadOnlyList<ContractProperty>? properties, IReadOnlyList<ISymbol> symbols) =>
        (Properties, Symbols) = (properties, symbols);

    /// <summary>Gets the members as they stand in the contract; null where symbols were read.</summary>
    public IReadOnlyList<ContractProperty>? Properties { get; }

    public IReadOnlyList<ISymbol> Symbols { get; }

    /// <summary>Gets the first two members of one JSON name, with which the type cannot be written; null without such.</summary>
    public (ISymbol First, ISymbol Second)? Clash { get; private init; }

    /// <summary>Gets the C# name of the member that holds all other members; null without one.</summary>
    public string? Extension { get; private init; }

    /// <summary>Finds the members of a type. Most of the time that the contract takes is spent here.</summary>
    public static ObjectMembers Find(INamedTypeSymbol type, JsonSettings settings) => PositionalRecords.FindProperties(type, settings) is { } properties
        ? new ObjectMembers(properties, [])
        : FromSymbols(type, settings);

    /// <summary>Returns the same without a look at the syntax: the members of an object and its bases.</summary>
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
    /// Returns the members of a type. Those of a type in several parts have an order that does not depend on the order of files.
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

    /// <summary>Determines whether the serializer can read the member's value. One that it can only set hides others all the same.</summary>
    private static bool IsWritten(ISymbol member) =>
        member is not IPropertySymbol property
        || IsPublic(property.GetMethod)
        || (property.GetMethod is not null && JsonAttributes.IsIncluded(property));

    private static bool IsPublic(IMethodSymbol? accessor) => accessor?.DeclaredAccessibility == Accessibility.Public;
}
