using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.Options;

namespace Sisk.Sse.Wire;

/// <summary>
/// Reads payloads that another program has written, with the application's <see cref="JsonOptions"/>, and writes them as a broadcast does.
/// Members that are unknown, repeated, missing or null where the type has no null are mistakes.
/// </summary>
internal sealed class StrictPayloads
{
    private readonly PayloadSerializer _payloads;
    private readonly JsonSerializerOptions _options;

    public StrictPayloads(IOptions<JsonOptions> options, PayloadSerializer payloads)
    {
        _payloads = payloads;
        var application = options.Value.SerializerOptions;
        _options = new JsonSerializerOptions(application)
        {
            AllowDuplicateProperties = false,
            RespectNullableAnnotations = true,
            RespectRequiredConstructorParameters = true,
            TypeInfoResolver = application.TypeInfoResolver?.WithAddedModifier(RequireMembers),
            UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        };
    }

    /// <summary>Reads a payload, and writes it as a broadcast does.</summary>
    /// <exception cref="JsonException">The JSON does not fit the type.</exception>
    /// <exception cref="NotSupportedException">The type cannot be read from JSON.</exception>
    internal (object Payload, byte[] Data) Convert<T>(ReadOnlySpan<byte> json)
    {
        if (typeof(T) == typeof(string))
        {
            return ReadText(json);
        }

        var payload = JsonSerializer.Deserialize(json, (JsonTypeInfo<T>)_options.GetTypeInfo(typeof(T)))
            ?? throw new JsonException("The data may not be null.");
        using var data = _payloads.Serialize(payload);
        return (payload, data.Bytes.ToArray());
    }

    private static (object Payload, byte[] Data) ReadText(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json);
        reader.Read();
        var text = reader.TokenType is JsonTokenType.String
            ? reader.GetString()!
            : throw new JsonException("The data of this event must be a string.");
        return (text, Encoding.UTF8.GetBytes(text));
    }

    /// <summary>Requires each property that can be set and has no null. Constructor parameters are required by the options.</summary>
    private static void RequireMembers(JsonTypeInfo type)
    {
        foreach (var property in type.Properties)
        {
            property.IsRequired |= property is { Set: not null, AssociatedParameter: null, IsSetNullable: false, IsExtensionData: false }
                && Nullable.GetUnderlyingType(property.PropertyType) is null;
        }
    }
}
