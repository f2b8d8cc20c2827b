using Microsoft.CodeAnalysis;
using Sisk.Sse.Contracts;
using Sisk.Sse.Generators.Symbols;

namespace Sisk.Sse.Generators.Contract;

/// <summary>Reads the types that System.Text.Json writes as a single value.</summary>
internal static class Primitives
{
    /// <summary>Returns the shape; null for any other type.</summary>
    public static Shape? Find(ITypeSymbol type) => Find(type.SpecialType) ?? FindByName(type);

    /// <summary>Returns the shape of a special type; null for types that are recognized by name, and for any other.</summary>
    public static Shape? Find(SpecialType type) => type switch
    {
        SpecialType.System_String => Shape.Text(),
        SpecialType.System_Char => Shape.Text("char"),
        SpecialType.System_Boolean => new Shape(ShapeKind.Boolean),
        SpecialType.System_SByte => Shape.Integer("int8"),
        SpecialType.System_Byte => Shape.Integer("uint8"),
        SpecialType.System_Int16 => Shape.Integer("int16"),
        SpecialType.System_UInt16 => Shape.Integer("uint16"),
        SpecialType.System_Int32 => Shape.Integer("int32"),
        SpecialType.System_UInt32 => Shape.Integer("uint32"),
        SpecialType.System_Int64 => Shape.Integer("int64"),
        SpecialType.System_UInt64 => Shape.Integer("uint64"),
        SpecialType.System_Single => Shape.Number("float"),
        SpecialType.System_Double => Shape.Number("double"),
        SpecialType.System_Decimal => Shape.Number("decimal"),
        SpecialType.System_DateTime => Shape.Text("date-time-local"),
        SpecialType.System_Object => Shape.Any,
        _ => null,
    };

    private static Shape? FindByName(ITypeSymbol type)
    {
        if (type is IArrayTypeSymbol { ElementType.SpecialType: SpecialType.System_Byte, Rank: 1 })
        {
            return Shape.Text("byte");
        }

        if (type is not INamedTypeSymbol named || !named.ContainingNamespace.IsNamed("System"))
        {
            return null;
        }

        return (named.Name, named.Arity) switch
        {
            ("DateTimeOffset", 0) => Shape.Text("date-time"),
            ("DateOnly", 0) => Shape.Text("date"),
            ("TimeOnly", 0) => Shape.Text("time"),
            ("TimeSpan", 0) => Shape.Text("duration"),
            ("Guid", 0) => Shape.Text("uuid"),
            ("Uri", 0) => Shape.Text("uri"),
            ("Version", 0) => Shape.Text("version"),
            ("Half", 0) => Shape.Number("half"),
            ("Int128", 0) => Shape.Integer("int128"),
            ("UInt128", 0) => Shape.Integer("uint128"),
            ("Memory" or "ReadOnlyMemory", 1) when named.TypeArguments[0].SpecialType == SpecialType.System_Byte => Shape.Text("byte"),
            _ => null,
        };
    }
}
