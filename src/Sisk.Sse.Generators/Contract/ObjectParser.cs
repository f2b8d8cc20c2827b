using System;
using System.Linq;
using Microsoft.CodeAnalysis;
using Sisk.Sse.Contracts;
using Sisk.Sse.Generators.Rules;
using Sisk.Sse.Generators.Symbols;

namespace Sisk.Sse.Generators.Contract;

/// <summary>Reads the members of an object that System.Text.Json writes.</summary>
internal static class ObjectParser
{
    /// <summary>Reads an object.</summary>
    /// <param name="type">The type.</param>
    /// <param name="id">Its id in the contract.</param>
    /// <param name="members">The result of <see cref="ObjectMembers.Find"/>.</param>
    /// <param name="types">The types of the contract.</param>
    public static ContractType Parse(INamedTypeSymbol type, string id, ObjectMembers members, TypeParser types)
    {
        var derived = JsonAttributes.DerivedTypes(type).ToArray();
        return new ContractType(
            id,
            IsAbstract: type.IsAbstract,
            Properties: (members.Properties ?? members.Symbols.Select(member => Parse(member, type, types)))
                .OrderBy(p => p.Name, StringComparer.Ordinal)
                .ToEquatableArray(),
            Discriminator: derived.Any(d => d.Value is not null) ? JsonAttributes.FindDiscriminator(type) : null,
            Derived: derived
                .Select(d => (Shape: types.Write(d.Type), d.Value))
                .Where(d => d.Shape.Kind == ShapeKind.Reference)
                .Select(d => new DerivedType(d.Shape.Name, d.Value))
                .OrderBy(d => d.Id, StringComparer.Ordinal)
                .ToEquatableArray());
    }

    private static ContractProperty Parse(ISymbol member, INamedTypeSymbol owner, TypeParser types)
    {
        var type = member is IPropertySymbol property ? property.Type : ((IFieldSymbol)member).Type;
        var shape = Shape(member, type, owner, types);
        var condition = JsonAttributes.FindIgnoreCondition(member);
        var isLeftOut = !JsonAttributes.HasIgnoreCondition(member)
            && types.Settings.LeavesOut(TypeParser.MayBeNull(type), type.IsValueType);
        return new ContractProperty(
            types.Settings.NameOf(member),
            member.Name,
            // A member that is omitted when it is null is never sent as null.
            condition is JsonAttributes.WhenNull || isLeftOut ? shape with { IsNullable = false } : shape,
            IsRequired: condition is null && !isLeftOut,
            JsonAttributes.IsMandatory(member, owner));
    }

    private static Shape Shape(ISymbol member, ITypeSymbol type, INamedTypeSymbol owner, TypeParser types)
    {
        if (JsonAttributes.FindConverter(member) is { } converter)
        {
            return type.UnwrapNullable().TypeKind == TypeKind.Enum && JsonAttributes.IsTextEnumConverter(converter)
                ? Contracts.Shape.Text() with { IsNullable = type.IsNullableValue() }
                : Contracts.Shape.Any;
        }

        var shape = types.Write(type);

        // The serializer does not apply the attribute to the items of a nullable struct.
        if (!NumberForms.IsPossible(shape) || (shape.Kind is ShapeKind.Array or ShapeKind.Map && type.IsNullableValue()))
        {
            return shape;
        }

        return JsonAttributes.FindNumberHandling(member, owner) is { } handling ? NumberForms.Of(shape, handling) : shape;
    }
}
