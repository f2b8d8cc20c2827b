using Microsoft.OpenApi;

namespace Sisk.Sse.OpenApi;

/// <summary>
/// The schema of one event of a stream, in the form of OpenAPI 3.2 (section 4.14.3, "Sequential media types"): an object with the fields
/// of the event. The data is a string that contains JSON.
/// </summary>
internal sealed class ItemSchema(IReadOnlyList<EventSchema> events) : IOpenApiExtension
{
    /// <summary>
    /// The name of <c>itemSchema</c> in documents of earlier versions, from the extension registry of the OpenAPI Initiative.
    /// </summary>
    internal const string Name = "x-oai-itemSchema";

    public void Write(IOpenApiWriter writer, OpenApiSpecVersion specVersion)
    {
        if (events.Count == 1)
        {
            Write(writer, events[0], specVersion);
            return;
        }

        writer.WriteStartObject();
        writer.WritePropertyName("oneOf");
        writer.WriteStartArray();
        foreach (var item in events)
        {
            Write(writer, item, specVersion);
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static void Write(IOpenApiWriter writer, EventSchema item, OpenApiSpecVersion version)
    {
        writer.WriteStartObject();
        WriteText(writer, "type", "object");
        writer.WritePropertyName("properties");
        writer.WriteStartObject();
        if (item.Name is not null)
        {
            WriteName(writer, item.Name, version);
        }

        WriteData(writer, item.Payload, version);
        writer.WritePropertyName("id");
        writer.WriteStartObject();
        WriteText(writer, "type", "string");
        writer.WriteEndObject();
        writer.WriteEndObject();
        WriteRequired(writer, item.Name is null ? ["data"] : ["event", "data"]);
        writer.WriteEndObject();
    }

    private static void WriteName(IOpenApiWriter writer, string name, OpenApiSpecVersion version)
    {
        writer.WritePropertyName("event");
        writer.WriteStartObject();
        WriteText(writer, "type", "string");
        if (version >= OpenApiSpecVersion.OpenApi3_1)
        {
            WriteText(writer, "const", name);
        }
        else
        {
            // OpenAPI supports const only from version 3.1.
            writer.WritePropertyName("enum");
            writer.WriteStartArray();
            writer.WriteValue(name);
            writer.WriteEndArray();
        }

        writer.WriteEndObject();
    }

    private static void WriteData(IOpenApiWriter writer, IOpenApiSchema? payload, OpenApiSpecVersion version)
    {
        writer.WritePropertyName("data");
        writer.WriteStartObject();
        WriteText(writer, "type", "string");
        if (payload is not null)
        {
            WriteText(writer, "contentMediaType", "application/json");
            writer.WritePropertyName("contentSchema");
            Write(writer, payload, version);
        }

        writer.WriteEndObject();
    }

    private static void Write(IOpenApiWriter writer, IOpenApiSchema schema, OpenApiSpecVersion version)
    {
        switch (version)
        {
            case OpenApiSpecVersion.OpenApi2_0:
                schema.SerializeAsV2(writer);
                break;
            case OpenApiSpecVersion.OpenApi3_0:
                schema.SerializeAsV3(writer);
                break;
            default:
                schema.SerializeAsV31(writer);
                break;
        }
    }

    private static void WriteRequired(IOpenApiWriter writer, string[] names)
    {
        writer.WritePropertyName("required");
        writer.WriteStartArray();
        foreach (var name in names)
        {
            writer.WriteValue(name);
        }

        writer.WriteEndArray();
    }

    private static void WriteText(IOpenApiWriter writer, string name, string value)
    {
        writer.WritePropertyName(name);
        writer.WriteValue(value);
    }
}
