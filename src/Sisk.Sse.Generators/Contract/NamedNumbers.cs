using Sisk.Sse.Contracts;

namespace Sisk.Sse.Generators.Contract;

/// <summary>
/// Numbers that are written as names if they are not finite: a number itself, the items of a collection and the values of a dictionary.
/// </summary>
internal static class NamedNumbers
{
    /// <summary>Returns the shape with names, if that is possible.</summary>
    public static Shape Of(Shape shape) => shape.Kind switch
    {
        ShapeKind.Number when shape.Name is "half" or "float" or "double" => shape with { Name = shape.Name + Formats.Named },
        ShapeKind.Array or ShapeKind.Map when shape.Item.Kind == ShapeKind.Number => shape with { Items = new([Of(shape.Item)]) },
        _ => shape,
    };
}
