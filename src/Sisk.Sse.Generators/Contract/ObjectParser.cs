using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Sisk.Sse.Contracts;
using Sisk.Sse.Generators.Model;
using Sisk.Sse.Generators.Symbols;

namespace Sisk.Sse.Generators.Contract;

/// <summary>Reads the members of an object that System.Text.Json writes.</summary>
internal static class ObjectParser
{
    public static ContractType Parse(INamedTypeSymbol type, string id, TypeParser types)
    {
        var derived = JsonAttributes.DerivedTypes(type).ToArray();
        return new ContractType(
            id,
            IsAbstract: type.IsAbstract,
            Properties: Members(type).Select(member => Parse(member, types)).OrderBy(p => p.Name, StringComparer.Ordinal).ToEquatableArray(),
            Discriminator: derived.Any(d => d.Value is not null) ? JsonAttributes.FindDiscriminator(type) : null,
            Derived: derived
                .Select(d => (Shape: types.Write(d.Type), d.Value))
                .Where(d => d.Shape.Kind == ShapeKind.Reference)
                .Select(d => new DerivedType(d.Shape.Name, d.Value))
                .OrderBy(d => d.Id, StringComparer.Ordinal)
                .ToEquatableArray());
    }

    private static ContractProperty Parse(ISymbol member, TypeParser types)
    {
        var type = member is IPropertySymbol property ? property.Type : ((IFieldSymbol)member).Type;
        var condition = JsonAttributes.FindIgnoreCondition(member);
        return new ContractProperty(
            JsonAttributes.FindName(member) ?? types.Settings.NameOf(member.Name),
            member.Name,
            Shape(member, type, types, mayBeLeftOut: condition is JsonAttributes.WhenNull),
            IsRequired: condition is null);
    }

    private static Shape Shape(ISymbol member, ITypeSymbol type, TypeParser types, bool mayBeLeftOut)
    {
        if (JsonAttributes.FindConverter(member) is { } converter)
        {
            return type.UnwrapNullable().TypeKind == TypeKind.Enum && JsonAttributes.IsTextEnumConverter(converter)
                ? Contracts.Shape.Text() with { IsNullable = type.IsNullableValue() }
                : Contracts.Shape.Any;
        }

        var shape = types.Write(type);
        if (JsonAttributes.WritesNumbersAsText(member) && shape.Kind is ShapeKind.Integer or ShapeKind.Number)
        {
            shape = shape with { Kind = ShapeKind.Text };
        }

        // What is left out when it is null is never null.
        return mayBeLeftOut ? shape with { IsNullable = false } : shape;
    }

    /// <summary>Those of the type and its bases; one that hides or overrides another counts once.</summary>
    private static IEnumerable<ISymbol> Members(INamedTypeSymbol type)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var declaring = type.TypeKind == TypeKind.Interface ? type.AllInterfaces.Prepend(type) : type.SelfAndBases();
        return declaring
            .SelectMany(t => t.GetMembers())
            .Where(member => IsWritten(member) && seen.Add(member.Name) && JsonAttributes.FindIgnoreCondition(member) is not JsonAttributes.Always);
    }

    private static bool IsWritten(ISymbol member) => member switch
    {
        { IsStatic: true } => false,
        IPropertySymbol { IsIndexer: true } or IPropertySymbol { GetMethod: null } or IPropertySymbol { ExplicitInterfaceImplementations.IsEmpty: false } => false,
        IPropertySymbol property => property is { DeclaredAccessibility: Accessibility.Public, GetMethod.DeclaredAccessibility: Accessibility.Public }
            || JsonAttributes.IsIncluded(property),
        IFieldSymbol field => field.AssociatedSymbol is null && JsonAttributes.IsIncluded(field),
        _ => false,
    };
}
