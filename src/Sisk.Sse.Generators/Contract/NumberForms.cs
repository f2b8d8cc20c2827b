using Sisk.Sse.Contracts;

namespace Sisk.Sse.Generators.Contract;

/// <summary>
/// The forms of a number: itself, text, or a name where it is not finite. An attribute chooses it for a number, the items of a collection
/// and the values of a dictionary, but not for those of a collection within another.
/// </summary>
internal static class NumberForms
{
    private const int WriteAsString = 2;
    private const int AllowNamedFloatingPointLiterals = 4;

    /// <summary>Determines whether it is a number, or a collection of numbers.</summary>
    public static bool IsPossible(Shape shape) => IsNumber(shape.Kind is ShapeKind.Array or ShapeKind.Map ? shape.Item : shape);

    /// <summary>Returns the shape in the form that a <c>JsonNumberHandling</c> chooses, if that is possible.</summary>
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

    /// <summary>Text is one if it has the format of a number.</summary>
    private static bool IsNumber(Shape shape) => shape.Kind is ShapeKind.Integer or ShapeKind.Number
        || (shape.Kind == ShapeKind.Text && shape.Name is "int8" or "uint8" or "int16" or "uint16" or "int32" or "uint32" or "int64" or "uint64"
            or "int128" or "uint128" or "half" or "float" or "double" or "decimal");
}
