using System;
using System.Collections.Generic;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Sisk.Sse.Contracts;
using Sisk.Sse.Generators.Rules;
using Sisk.Sse.Generators.Symbols;

namespace Sisk.Sse.Generators.Contract;

/// <summary>
/// Reads simple positional records from their syntax. The first look at the members of a record makes the compiler create two dozen, which
/// took a fifth of a cold run.
/// </summary>
internal static class PositionalRecords
{
    /// <summary>The names of members that every record has. Records with such parameters are not read from syntax.</summary>
    private static readonly HashSet<string> _recordMembers =
    [
        "Clone", "Deconstruct", "EqualityContract", "Equals", "Finalize", "GetHashCode", "GetType", "MemberwiseClone", "PrintMembers",
        "ReferenceEquals", "ToString",
    ];

    /// <summary>
    /// Finds the properties of a record and its bases. Null unless all of them are parameters without attributes, have types with a
    /// keyword, and have unique names.
    /// </summary>
    public static IReadOnlyList<ContractProperty>? FindProperties(INamedTypeSymbol type, JsonSettings settings)
    {
        var properties = new List<ContractProperty>();
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var declaring in type.SelfAndBases())
        {
            if (FindDeclaration(declaring) is not { } record
                || !AddTypes(record, names)
                || (record.ParameterList is { } list && !AddProperties(list.Parameters, settings, names, properties)))
            {
                return null;
            }
        }

        return properties;
    }

    /// <summary>
    /// Returns the declaration; null if the type is not a record class, is partial, or has an attribute for number handling.
    /// </summary>
    private static RecordDeclarationSyntax? FindDeclaration(INamedTypeSymbol type) =>
        type is { IsRecord: true, TypeKind: TypeKind.Class, DeclaringSyntaxReferences: [var reference] }
        && reference.GetSyntax() is RecordDeclarationSyntax record
        && (record.AttributeLists.Count == 0 || JsonAttributes.FindNumberHandling(type) is null)
            ? record
            : null;

    /// <summary>Adds the names of nested types. Returns false if the record has any other members.</summary>
    private static bool AddTypes(RecordDeclarationSyntax record, HashSet<string> names)
    {
        foreach (var member in record.Members)
        {
            if (member is not BaseTypeDeclarationSyntax nested || !names.Add(nested.Identifier.ValueText))
            {
                return false;
            }
        }

        return true;
    }

    private static bool AddProperties(
        SeparatedSyntaxList<ParameterSyntax> parameters, JsonSettings settings, HashSet<string> names, List<ContractProperty> properties)
    {
        foreach (var parameter in parameters)
        {
            var name = parameter.Identifier.ValueText;
            if (parameter is not { AttributeLists.Count: 0, Modifiers.Count: 0, Type: { } type }
                || FindShape(type, settings) is not { } shape
                || _recordMembers.Contains(name)
                || !names.Add(name))
            {
                return false;
            }

            var isLeftOut = settings.LeavesOut(
                mayBeNull: shape.IsNullable, isValueType: shape.Kind != ShapeKind.Any && shape is not { Kind: ShapeKind.Text, Name: "" });
            properties.Add(new ContractProperty(
                settings.NameOf(name), name, isLeftOut ? shape with { IsNullable = false } : shape, IsRequired: !isLeftOut));
        }

        return true;
    }

    private static Shape? FindShape(TypeSyntax type, JsonSettings settings) => type switch
    {
        PredefinedTypeSyntax keyword => Primitives.Find(SpecialTypeOf(keyword.Keyword.Kind())) is { } shape ? settings.FormOf(shape) : null,
        NullableTypeSyntax { ElementType: PredefinedTypeSyntax } nullable when FindShape(nullable.ElementType, settings) is { } shape =>
            shape with { IsNullable = true },
        _ => null,
    };

    private static SpecialType SpecialTypeOf(SyntaxKind keyword) => keyword switch
    {
        SyntaxKind.StringKeyword => SpecialType.System_String,
        SyntaxKind.BoolKeyword => SpecialType.System_Boolean,
        SyntaxKind.CharKeyword => SpecialType.System_Char,
        SyntaxKind.SByteKeyword => SpecialType.System_SByte,
        SyntaxKind.ByteKeyword => SpecialType.System_Byte,
        SyntaxKind.ShortKeyword => SpecialType.System_Int16,
        SyntaxKind.UShortKeyword => SpecialType.System_UInt16,
        SyntaxKind.IntKeyword => SpecialType.System_Int32,
        SyntaxKind.UIntKeyword => SpecialType.System_UInt32,
        SyntaxKind.LongKeyword => SpecialType.System_Int64,
        SyntaxKind.ULongKeyword => SpecialType.System_UInt64,
        SyntaxKind.FloatKeyword => SpecialType.System_Single,
        SyntaxKind.DoubleKeyword => SpecialType.System_Double,
        SyntaxKind.DecimalKeyword => SpecialType.System_Decimal,
        SyntaxKind.ObjectKeyword => SpecialType.System_Object,
        _ => SpecialType.None,
    };
}
