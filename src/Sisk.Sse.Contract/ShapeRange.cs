using System;
using System.Globalization;
using System.Linq;

namespace Sisk.Sse.Contracts;

/// <summary>Determines whether a type includes all values of another, so that a change between them breaks no clients.</summary>
internal static class ShapeRange
{
    /// <summary>Determines whether all JSON values of a type can be read as another type.</summary>
    /// <param name="wide">The type that is read.</param>
    /// <param name="narrow">The type that is written.</param>
    /// <param name="narrowType">The type that the latter refers to, if any.</param>
    public static bool Includes(Shape wide, Shape narrow, ContractType? narrowType) => (wide.Kind, narrow.Kind) switch
    {
        (ShapeKind.Text, ShapeKind.Text) => wide.Name.Length == 0 || HoldsNumbers(wide.Name, narrow.Name),
        (ShapeKind.Integer or ShapeKind.Number, ShapeKind.Integer or ShapeKind.Number) => HoldsNumbers(wide.Name, narrow.Name),
        (ShapeKind.Text, ShapeKind.Reference) =>
            wide.Name.Length == 0 && narrowType?.Values is { IsText: true } values && HasNamesAlone(values),
        (ShapeKind.Integer, ShapeKind.Reference) =>
            narrowType?.Values is { IsText: false } values && values.Members.All(m => Holds(wide.Name, m.Value)),
        _ => false,
    };

    /// <summary>
    /// Determines the same for text in a route, a query or a header. A single value can be read as a list, and any value as text.
    /// </summary>
    public static bool IncludesText(Shape wide, Shape narrow) => (wide.Kind, narrow.Kind) switch
    {
        (ShapeKind.Array, ShapeKind.Array) => false,
        (ShapeKind.Array, _) => wide.Item == narrow || IncludesText(wide.Item, narrow),
        (_, ShapeKind.Array) => false,
        (ShapeKind.Text, _) when wide.Name.Length == 0 => true,
        (ShapeKind.Integer or ShapeKind.Number, ShapeKind.Integer or ShapeKind.Number) => HoldsNumbers(wide.Name, narrow.Name),
        _ => false,
    };

    /// <summary>
    /// Determines whether all values are written as names. The empty combination of flags is a number unless it has a name.
    /// </summary>
    private static bool HasNamesAlone(EnumValues values) => !values.IsFlags || values.Members.Any(member => member.Value == "0");

    private static bool HoldsNumbers(string wide, string narrow)
    {
        if (IntegerBits(narrow) is var (bits, isSigned))
        {
            return IntegerBits(wide) is var (wideBits, wideIsSigned)
                ? wideIsSigned == isSigned ? wideBits >= bits : wideIsSigned && wideBits > bits
                : (isSigned ? bits - 1 : bits) <= Precision(wide);
        }

        var isNamed = wide.EndsWith(Formats.Named, StringComparison.Ordinal);
        var isNarrowNamed = narrow.EndsWith(Formats.Named, StringComparison.Ordinal);
        return Size(narrow) is > 0 and var size && size <= Size(wide) && (isNamed || !isNarrowNamed);
    }

    private static (int Bits, bool IsSigned)? IntegerBits(string format) => format switch
    {
        "int8" => (8, true),
        "int16" => (16, true),
        "int32" => (32, true),
        "int64" => (64, true),
        "int128" => (128, true),
        "uint8" => (8, false),
        "uint16" => (16, false),
        "uint32" => (32, false),
        "uint64" => (64, false),
        "uint128" => (128, false),
        _ => null,
    };

    /// <summary>Returns the bits of the integers that the format holds exactly.</summary>
    private static int Precision(string format) => format == "decimal" ? 96 : Size(format) switch { 1 => 11, 2 => 24, 3 => 53, _ => 0 };

    private static int Size(string format) => format switch
    {
        "half" or "half-named" => 1,
        "float" or "float-named" => 2,
        "double" or "double-named" => 3,
        _ => 0,
    };

    private static bool Holds(string format, string value) =>
        IntegerBits(format) is var (bits, isSigned)
        && decimal.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
        && (bits > 64 || Fits(number, bits, isSigned));

    private static bool Fits(decimal number, int bits, bool isSigned)
    {
        var limit = 1m;
        for (var i = 0; i < (isSigned ? bits - 1 : bits); i++)
        {
            limit *= 2;
        }

        return number < limit && number >= (isSigned ? -limit : 0);
    }
}
