using System;
using System.Collections.Generic;
using System.Linq;
using Sisk.Sse.Client.Generators.Model;
using Sisk.Sse.Contracts;

namespace Sisk.Sse.Client.Generators.Emitting;

/// <summary>Converts types of the contract to C#.</summary>
internal sealed class CSharpTypes(ClientModel model, CSharpNames names)
{
    private static readonly Dictionary<string, (string Type, string Converter)> _primitives = new(StringComparer.Ordinal)
    {
        ["int8"] = ("sbyte", "SByte"),
        ["uint8"] = ("byte", "Byte"),
        ["int16"] = ("short", "Int16"),
        ["uint16"] = ("ushort", "UInt16"),
        ["int32"] = ("int", "Int32"),
        ["uint32"] = ("uint", "UInt32"),
        ["int64"] = ("long", "Int64"),
        ["uint64"] = ("ulong", "UInt64"),
        ["float"] = ("float", "Single"),
        ["double"] = ("double", "Double"),
        ["decimal"] = ("decimal", "Decimal"),
        ["char"] = ("char", "Char"),
        ["date-time"] = ("global::System.DateTimeOffset", "DateTimeOffset"),
        ["date-time-local"] = ("global::System.DateTime", "DateTime"),
        ["duration"] = ("global::System.TimeSpan", "TimeSpan"),
        ["uuid"] = ("global::System.Guid", "Guid"),
        ["uri"] = ("global::System.Uri", "Uri"),
        ["version"] = ("global::System.Version", "Version"),
        ["byte"] = ("byte[]", "ByteArray"),
    };

    /// <summary>The types that only newer frameworks have. Older ones get text or numbers instead.</summary>
    private static readonly Dictionary<string, (string Type, string Converter)> _newPrimitives = new(StringComparer.Ordinal)
    {
        ["date"] = ("global::System.DateOnly", "DateOnly"),
        ["time"] = ("global::System.TimeOnly", "TimeOnly"),
        ["half"] = ("global::System.Half", "Half"),
        ["int128"] = ("global::System.Int128", "Int128"),
        ["uint128"] = ("global::System.UInt128", "UInt128"),
    };

    /// <summary>The type of bytes that are written as numbers.</summary>
    public const string ByteList = "global::System.Collections.Generic.List<byte>";

    private readonly HashSet<string> _used = new(StringComparer.Ordinal);

    private readonly HashSet<string> _enums = SelectEnums(model, static _ => true);

    private readonly HashSet<string> _textEnums = SelectEnums(model, static values => values.IsText);

    private string? _numberHandling;

    private readonly Dictionary<string, KnownType> _known = model.Known.ToDictionary(type => type.Id, StringComparer.Ordinal);

    /// <summary>Gets the <c>JsonNumberHandling</c> that reads all numbers of the contract; null if none is needed.</summary>
    public string? NumberHandling => (_numberHandling ??= FindNumberHandling()) is { Length: > 0 } found ? found : null;

    /// <summary>Gets the types whose metadata is generated, in the order of their first use.</summary>
    public List<(string Type, Shape Shape)> Used { get; } = [];

    public bool IsKnown(string id) => _known.ContainsKey(id);

    /// <summary>Returns the type with its nullable annotation, and notes that its metadata is needed.</summary>
    public string Of(Shape shape)
    {
        var bare = Bare(shape);
        Note(bare, shape with { IsNullable = false });
        if (!shape.IsNullable || shape.Kind == ShapeKind.Any)
        {
            return bare;
        }

        if (IsValueType(shape))
        {
            Note(bare + "?", shape);
        }

        return bare + "?";
    }

    /// <summary>Returns the type without an annotation.</summary>
    public string Bare(Shape shape) => shape.Kind switch
    {
        ShapeKind.Any => "global::System.Text.Json.JsonElement",
        ShapeKind.Boolean => "bool",
        ShapeKind.Array => ArrayOf(Of(shape.Item)),
        ShapeKind.Map => $"global::System.Collections.Generic.Dictionary<{Of(Shape.Text())}, {Of(shape.Item)}>",
        ShapeKind.Reference => NameOf(shape.Name),
        _ => Primitive(shape).Type,
    };

    /// <summary>Returns the type of an array. The serializer would write a <c>byte[]</c> as Base64.</summary>
    private static string ArrayOf(string item) => item == "byte" ? ByteList : item + "[]";

    public string NameOf(string id) => _known.TryGetValue(id, out var known)
        ? known.Name
        : "global::" + (model.Namespace.Length == 0 ? "" : model.Namespace + ".") + names.NestedName(id);

    /// <summary>Returns the name of the property of <c>JsonMetadataServices</c> that converts a primitive.</summary>
    public string ConverterOf(Shape shape) => shape.Kind switch
    {
        ShapeKind.Any => "JsonElement",
        ShapeKind.Boolean => "Boolean",
        _ => Primitive(shape).Converter,
    } + "Converter";

    public bool IsValueType(Shape shape) => shape.Kind switch
    {
        ShapeKind.Array or ShapeKind.Map => false,
        ShapeKind.Reference => _known.TryGetValue(shape.Name, out var known)
            ? known.IsValueType
            : _enums.Contains(shape.Name),
        ShapeKind.Any or ShapeKind.Boolean => true,
        _ => Primitive(shape).Converter is not ("String" or "Uri" or "Version" or "ByteArray"),
    };

    /// <summary>Determines whether a shape is a number as text, or a collection of such numbers.</summary>
    public bool IsNumberText(Shape shape) => shape.Kind switch
    {
        ShapeKind.Text => Primitive(shape).Converter is "SByte" or "Byte" or "Int16" or "UInt16" or "Int32" or "UInt32"
            or "Int64" or "UInt64" or "Int128" or "UInt128" or "Half" or "Single" or "Double" or "Decimal",
        ShapeKind.Array or ShapeKind.Map => shape.Item.Kind == ShapeKind.Text && IsNumberText(shape.Item),
        _ => false,
    };

    /// <summary>Determines whether a shape is a number that can be a name, or a collection of such numbers.</summary>
    public static bool IsNamedNumber(Shape shape) => (shape.Kind is ShapeKind.Array or ShapeKind.Map ? shape.Item : shape).IsNamed();

    private string FindNumberHandling()
    {
        const string Handling = "global::System.Text.Json.Serialization.JsonNumberHandling.";
        var shapes = AllShapes(model.Contract).ToArray();
        return shapes.Any(shape => shape.IsNamed()) ? $"{Handling}AllowReadingFromString | {Handling}AllowNamedFloatingPointLiterals"
            : shapes.Any(IsNumberText) ? Handling + "AllowReadingFromString"
            : "";
    }

    private static IEnumerable<Shape> AllShapes(StreamContract contract)
    {
        var bodies = contract.Streams.SelectMany(stream => stream.Parameters).Where(p => p.Source == ParameterPlace.Body)
            .Select(p => p.Shape);
        return contract.Types.SelectMany(type => type.Properties).Select(property => property.Shape)
            .Concat(contract.Streams.SelectMany(stream => stream.Events).Select(e => e.Shape))
            .Concat(bodies)
            .SelectMany(WithItems);

        static IEnumerable<Shape> WithItems(Shape shape) => shape.Items.SelectMany(WithItems).Prepend(shape);
    }

    private (string Type, string Converter) Primitive(Shape shape) =>
        _primitives.TryGetValue(NameOf(shape), out var primitive)
            || (model.HasDateOnly && _newPrimitives.TryGetValue(NameOf(shape), out primitive))
            ? primitive
            : shape.Kind switch
            {
                ShapeKind.Integer => ("decimal", "Decimal"),
                ShapeKind.Number => ("double", "Double"),
                _ => ("string", "String"),
            };

    private static string NameOf(Shape shape) =>
        shape.IsNamed() ? shape.Name.Substring(0, shape.Name.Length - Formats.Named.Length) : shape.Name;

    private void Note(string type, Shape shape)
    {
        if (!HasMetadata(shape) && _used.Add(type))
        {
            Used.Add((type, shape));
        }
    }

    /// <summary>
    /// Determines whether the serializer can read a type without generated metadata. It cannot for enumerations that are written by name,
    /// since the options of the server may have a converter for them.
    /// </summary>
    private bool HasMetadata(Shape shape) => shape is { Kind: ShapeKind.Reference, IsNullable: false }
        && _known.TryGetValue(shape.Name, out var known)
        && known.HasMetadata
        && !_textEnums.Contains(shape.Name);

    private static HashSet<string> SelectEnums(ClientModel model, Func<EnumValues, bool> isSelected) => new(
        model.Contract.Types.Where(type => type.Values is { } values && isSelected(values)).Select(type => type.Id),
        StringComparer.Ordinal);
}
