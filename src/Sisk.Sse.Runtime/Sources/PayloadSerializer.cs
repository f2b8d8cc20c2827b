using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.Options;

namespace Sisk.Sse;

/// <summary>Payloads as the application's JSON options write them; text as it is.</summary>
internal sealed class PayloadSerializer(IOptions<JsonOptions> options)
{
    private readonly JsonSerializerOptions _options = options.Value.SerializerOptions;

    internal byte[] Serialize<T>(T payload) =>
        payload is string text
            ? Encoding.UTF8.GetBytes(text)
            : JsonSerializer.SerializeToUtf8Bytes(payload, (JsonTypeInfo<T>)_options.GetTypeInfo(typeof(T)));
}
