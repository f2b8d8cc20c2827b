using Sisk.Sse.Contracts;

namespace Sisk.Sse.Generators.Contract;

/// <summary>
/// Numbers that are written as text: a number itself, the items of a collection and the values of a dictionary, but not those of a
/// collection within another.
/// </summary>
internal static class NumberText
{
    public static bool IsPossible(Shape shape) =>
        IsNumber(shape) || (shape.Kind is ShapeKind.Array or ShapeKind.Map && IsNumber(shape.Item));

    /// <summary>Returns the shape as text, if that is possible.</summary>
    public static Shape Of(Shape shape) => IsNumber(shape) ? shape with { Kind = ShapeKind.Text }
        : IsPossible(shape) ? shape with { Items = new([Of(shape.Item)]) }
        : shape;

    private static bool IsNumber(Shape shape) => shape.Kind is ShapeKind.Integer or ShapeKind.Number;
}
