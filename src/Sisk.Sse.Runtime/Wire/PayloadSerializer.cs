using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.ObjectPool;
using Microsoft.Extensions.Options;

namespace Sisk.Sse.Wire;

/// <summary>
/// Serializes payloads with the application's <see cref="JsonOptions"/>. Payloads declared as strings are written unchanged. A string in a
/// payload declared as an object is JSON, as its reader expects.
/// </summary>
internal sealed class PayloadSerializer(IOptions<JsonOptions> options)
{
    private readonly JsonSerializerOptions _options = options.Value.SerializerOptions;
    private readonly ObjectPool<PayloadBuffer> _buffers =
        new DefaultObjectPool<PayloadBuffer>(new PayloadBuffer.Policy(options.Value.SerializerOptions));

    /// <summary>Serializes a payload.</summary>
    /// <returns>The buffer with the payload. Dispose it after copying the bytes.</returns>
    internal PayloadBuffer Serialize<T>(T payload)
    {
        var buffer = _buffers.Get();
        buffer.Owner = _buffers;
        if (typeof(T) != typeof(string))
        {
            buffer.WriteJson(payload, (JsonTypeInfo<T>)_options.GetTypeInfo(typeof(T)));
        }
        else if (payload is string text)
        {
            // A null string is sent as empty text, as in Send(string).
            buffer.WriteText(text);
        }

        return buffer;
    }

    /// <summary>Reads a payload from the data of an event, as a client would get it.</summary>
    /// <exception cref="JsonException">The data is not JSON of the type.</exception>
    /// <exception cref="NotSupportedException">The type cannot be read from JSON.</exception>
    internal T? Deserialize<T>(ReadOnlySpan<byte> data) => typeof(T) == typeof(string)
        ? (T)(object)Encoding.UTF8.GetString(data)
        : JsonSerializer.Deserialize(data, (JsonTypeInfo<T>)_options.GetTypeInfo(typeof(T)));
}
