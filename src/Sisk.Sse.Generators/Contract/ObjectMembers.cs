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
    private ObjectMembers(IReadOnlyList<ContractProperty>? properties, IReadOnlyList<ISymbol> symbols, string? extension = null) =>
        (Properties, Symbols, Extension) = (properties, symbols, extension);

    /// <summary>Gets the members as they stand in the contract; null where symbols were read.</summary>
    public IReadOnlyList<ContractProperty>? Properties { get; }

    public IReadOnlyList<ISymbol> Symbols { get; }

    /// <summary>Gets the C# name of the member that holds all other members; null without one.</summary>
    public string? Extension { get; }

    /// <summary>Finds the members of a type. Most of the time that the contract takes is spent here.</summary>
    public static ObjectMembers Find(INamedTypeSymbol type, JsonSettings settings) => PositionalRecords.FindProperties(type, settings) is { } properties
        ? new ObjectMembers(properties, [])
        : FromSymbols(type, settings);

    /// <summary>Returns the same without a look at the syntax.</summary>
    public static ObjectMembers FromSymbols(INamedTypeSymbol type, JsonSettings settings)
    {
        var extension = (string?)null;
        var symbols = FindSymbols(type, settings, member => extension ??= JsonAttributes.IsExtensionData(member) ? member.Name : null);
        return new(null, symbols, extension);
    }

    /// <summary>Finds the members that are written: those of an object and its bases.</summary>
    private static ISymbol[] FindSymbols(INamedTypeSymbol type, JsonSettings settings, Action<ISymbol> see)
    {
        if (type.TypeKind == TypeKind.Enum)
        {
            return [];
        }

        var conflicts = new MemberConflicts(settings);
        var declaring = type.TypeKind == TypeKind.Interface ? type.AllInterfaces.Prepend(type) : type.SelfAndBases();
        foreach (var member in declaring.SelectMany(GetMembers).Where(member => IsMember(member, settings)))
        {
            see(member);
            conflicts.Add(member);
        }

        return [.. conflicts.Members.Where(IsWritten)];
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
        member is not IPropertySymbol property || IsPublic(property.GetMethod) || (property.GetMethod is not null && JsonAttributes.IsIncluded(property));

    private static bool IsPublic(IMethodSymbol? accessor) => accessor?.DeclaredAccessibility == Accessibility.Public;
}
