using System;
using System.Linq;
using Sisk.Sse.Contracts.Json;

namespace Sisk.Sse.Contracts;

/// <summary>Reads the types of a contract.</summary>
internal static class TypeReader
{
    public static ContractType Read(string id, JsonValue json)
    {
        if (json.Find("enum") is { } values)
        {
            return new ContractType(id, Values: ReadEnum(json, values));
        }

        var required = json.ItemsOf("required").Select(item => item.Text).ToArray();
        var mandatory = json.ItemsOf("mandatory").Select(item => item.Text).ToArray();
        var members = json.Find("members");
        return new ContractType(
            id,
            json.FindText("base") is { } reference ? ReadReference(reference) : null,
            json.Flag("abstract"),
            (json.Find("properties")?.Properties ?? throw new FormatException($"The type '{id}' has no properties."))
                .Select(pair => new ContractProperty(
                    pair.Key,
                    members?.FindText(pair.Key) ?? pair.Key,
                    ReadShape(pair.Value),
                    required.Contains(pair.Key),
                    mandatory.Contains(pair.Key)))
                .ToEquatableArray(),
            json.FindText("discriminator"),
            json.ItemsOf("derived").Select(item => new DerivedType(ReadReference(item.TextOf("$ref")), item.Find("value")?.Raw))
                .ToEquatableArray(),
            Extension: json.FindText("extension"));
    }

    public static Shape ReadShape(JsonValue? json)
    {
        if (json is null)
        {
            throw new FormatException("A schema is missing.");
        }

        var shape = json.FindText("$ref") is { } reference ? Shape.Reference(ReadReference(reference)) : ReadInline(json);
        return json.Flag("nullable") ? shape with { IsNullable = true } : shape;
    }

    private static Shape ReadInline(JsonValue json)
    {
        var format = json.FindText("format") ?? "";
        return json.FindText("type") switch
        {
            null => Shape.Any,
            "array" => Shape.ArrayOf(ReadShape(json.Find("items"))),
            "object" => ReadMap(json),
            "string" => Shape.Text(format),
            "boolean" => new Shape(ShapeKind.Boolean),
            "integer" => Shape.Integer(format),
            "number" => Shape.Number(format),
            var type => throw new FormatException($"'{type}' is not a known type. The contract may be of a later version."),
        };
    }

    private static Shape ReadMap(JsonValue json)
    {
        var map = Shape.MapOf(ReadShape(json.Find("additionalProperties")));
        return json.Find("propertyNames") is { } keys
            ? map with { Name = keys.FindText("format") ?? "", Keys = keys.ItemsOf("enum").Select(item => item.Text).ToEquatableArray() }
            : map;
    }

    private static EnumValues ReadEnum(JsonValue json, JsonValue values)
    {
        var members = json.Find("members")?.Properties;
        if (members is null || members.Count != values.Items.Count)
        {
            throw new FormatException("An enumeration needs one member for each value.");
        }

        var isText = json.TextOf("type") == "string";
        return new EnumValues(
            isText,
            json.Flag("flags"),
            members.Zip(values.Items, (member, value) => new EnumMember(member.Key, isText ? value.Text : member.Key, member.Value.Raw))
                .ToEquatableArray());
    }

    private static string ReadReference(string reference) =>
        reference.StartsWith(TypeWriter.ReferencePrefix, StringComparison.Ordinal)
            ? reference.Substring(TypeWriter.ReferencePrefix.Length)
            : throw new FormatException($"The reference '{reference}' does not begin with '{TypeWriter.ReferencePrefix}'.");
}
