using System.Collections.Generic;
using System.Linq;
using Sisk.Sse.Contracts.Json;

namespace Sisk.Sse.Contracts;

/// <summary>Writes the types of a contract in the words of JSON Schema.</summary>
internal static class TypeWriter
{
    public const string ReferencePrefix = "#/types/";

    public static void Write(JsonText json, ContractType type)
    {
        if (type.Values is { } values)
        {
            WriteEnum(json, values);
            return;
        }

        json.Property("type", "object");
        if (type.Base is not null)
        {
            json.Property("base", ReferencePrefix + type.Base);
        }

        json.Flag("abstract", type.IsAbstract);
        if (type.Discriminator is not null)
        {
            json.Property("discriminator", type.Discriminator);
        }

        if (type.Derived.Count > 0)
        {
            json.Name("derived");
            using (json.Array())
            {
                foreach (var derived in type.Derived)
                {
                    using (json.Object())
                    {
                        WriteDerived(json, derived);
                    }
                }
            }
        }

        WriteProperties(json, type);
    }

    public static void Write(JsonText json, Shape shape)
    {
        using (json.Object())
        {
            WriteShape(json, shape);
            json.Flag("nullable", shape.IsNullable);
        }
    }

    private static void WriteShape(JsonText json, Shape shape)
    {
        switch (shape.Kind)
        {
            case ShapeKind.Any:
                break;
            case ShapeKind.Reference:
                json.Property("$ref", ReferencePrefix + shape.Name);
                break;
            case ShapeKind.Array:
                json.Property("type", "array");
                json.Name("items");
                Write(json, shape.Item);
                break;
            case ShapeKind.Map:
                json.Property("type", "object");
                WriteKeys(json, shape);
                json.Name("additionalProperties");
                Write(json, shape.Item);
                break;
            default:
                json.Property("type", shape.Kind == ShapeKind.Text ? "string" : Words.Of(shape.Kind));
                if (shape.Name.Length > 0)
                {
                    json.Property("format", shape.Name);
                }

                break;
        }
    }

    private static void WriteKeys(JsonText json, Shape map)
    {
        if (map.Name.Length == 0 && map.Keys.Count == 0)
        {
            return;
        }

        json.Name("propertyNames");
        using (json.Object())
        {
            if (map.Name.Length > 0)
            {
                json.Property("format", map.Name);
            }

            if (map.Keys.Count > 0)
            {
                WriteNames(json, "enum", map.Keys);
            }
        }
    }

    private static void WriteEnum(JsonText json, EnumValues values)
    {
        json.Property("type", values.IsText ? "string" : "integer");
        json.Flag("flags", values.IsFlags);
        json.Name("enum");
        using (json.Array())
        {
            foreach (var member in values.Members)
            {
                json.Raw(values.IsText ? JsonText.Quote(member.Name) : member.Value);
            }
        }

        json.Name("members");
        using (json.Object())
        {
            foreach (var member in values.Members)
            {
                json.Name(member.Member);
                json.Raw(member.Value);
            }
        }
    }

    private static void WriteDerived(JsonText json, DerivedType derived)
    {
        if (derived.Value is not null)
        {
            json.Name("value");
            json.Raw(derived.Value);
        }

        json.Property("$ref", ReferencePrefix + derived.Id);
    }

    private static void WriteProperties(JsonText json, ContractType type)
    {
        json.Name("properties");
        using (json.Object())
        {
            foreach (var property in type.Properties)
            {
                json.Name(property.Name);
                Write(json, property.Shape);
            }
        }

        WriteNames(json, "required", type.Properties.Where(p => p.IsRequired).Select(p => p.Name));
        if (type.Properties.Any(p => p.IsMandatory))
        {
            WriteNames(json, "mandatory", type.Properties.Where(p => p.IsMandatory).Select(p => p.Name));
        }

        json.Name("members");
        using (json.Object())
        {
            foreach (var property in type.Properties)
            {
                json.Property(property.Name, property.Member);
            }
        }

        if (type.Extension is not null)
        {
            json.Property("extension", type.Extension);
        }
    }

    private static void WriteNames(JsonText json, string name, IEnumerable<string> values)
    {
        json.Name(name);
        using (json.Array())
        {
            foreach (var value in values)
            {
                json.Text(value);
            }
        }
    }
}
