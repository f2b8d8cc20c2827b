using Sisk.Sse.Contracts;

namespace Sisk.Sse.Generators.Contract;

/// <summary>
/// Applies <c>JsonNumberHandling</c>: a number can be text, or a name if it is not finite. An attribute applies to numbers, to the items of
/// a collection and to the values of a dictionary, but not to those of nested collections.
/// </summary>
internal static class NumberForms
{
    private const int WriteAsString = 2;
    private const int AllowNamedFloatingPointLiterals = 4;

    /// <summary>Determines whether a shape is a number or a collection of numbers.</summary>
    public static bool IsPossible(Shape shape) => IsNumber(shape.Kind is ShapeKind.Array or ShapeKind.Map ? shape.Item : shape);

    /// <summary>Applies a <c>JsonNumberHandling</c> to a shape, if possible.</summary>
    public static Shape Of(Shape shape, int handling) => !IsPossible(shape) ? shape
        : shape.Kind is ShapeKind.Array or ShapeKind.Map ? shape with { Items = new([OfNumber(shape.Item, handling)]) }
        : OfNumber(shape, handling);

    private static Shape OfNumber(Shape shape, int handling)
    {
        var name = shape.IsNamed() ? shape.Name.Substring(0, shape.Name.Length - Formats.Named.Length) : shape.Name;
        var isFloating = name is "half" or "float" or "double";
        return (handling & WriteAsString) != 0 ? shape with { Kind = ShapeKind.Text, Name = name } : shape with
        {
            Kind = isFloating || name == "decimal" ? ShapeKind.Number : ShapeKind.Integer,
            Name = isFloating && (handling & AllowNamedFloatingPointLiterals) != 0 ? name + Formats.Named : name,
        };
    }

    /// <summary>Determines whether a shape is a number, possibly as text.</summary>
    private static bool IsNumber(Shape shape) => shape.Kind is ShapeKind.Integer or ShapeKind.Number
        || (shape.Kind == ShapeKind.Text
            && shape.Name is "int8" or "uint8" or "int16" or "uint16" or "int32" or "uint32" or "int64" or "uint64" or "int128" or "uint128"
                or "half" or "float" or "double" or "decimal");
}
