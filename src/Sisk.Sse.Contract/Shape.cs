namespace Sisk.Sse.Contracts;

/// <summary>The type of a JSON value.</summary>
/// <param name="Kind">The kind of value.</param>
/// <param name="Name">The format of a primitive ("int32", "date-time"; may be empty), or the id of the type that is referred to.</param>
/// <param name="IsNullable">True if it may be <c>null</c> instead.</param>
/// <param name="Items">The type of an array's items or of a map's values; one at most.</param>
internal sealed record Shape(ShapeKind Kind, string Name = "", bool IsNullable = false, EquatableArray<Shape> Items = default)
{
    /// <summary>Gets the shape of an unknown value.</summary>
    public static Shape Any { get; } = new(ShapeKind.Any);

    public Shape Item => Items[0];

    public static Shape Text(string format = "") => new(ShapeKind.Text, format);

    public static Shape Integer(string format) => new(ShapeKind.Integer, format);

    public static Shape Number(string format) => new(ShapeKind.Number, format);

    public static Shape Reference(string id) => new(ShapeKind.Reference, id);

    public static Shape ArrayOf(Shape item) => new(ShapeKind.Array, Items: new([item]));

    public static Shape MapOf(Shape value) => new(ShapeKind.Map, Items: new([value]));
}

/// <summary>The kinds of JSON values.</summary>
internal enum ShapeKind
{
    Any,
    Text,
    Boolean,
    Integer,
    Number,
    Array,
    Map,

    /// <summary>A type of the contract.</summary>
    Reference,
}
