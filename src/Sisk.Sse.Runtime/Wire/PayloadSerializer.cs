using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.ObjectPool;
using Microsoft.Extensions.Options;

namespace Sisk.Sse.Wire;

/// <summary>Payloads as the application's JSON options write them; text as it is.</summary>
internal sealed class PayloadSerializer(IOptions<JsonOptions> options)
{
    private readonly JsonSerializerOptions _options = options.Value.SerializerOptions;
    private readonly ObjectPool<PayloadBuffer> _buffers = new DefaultObjectPool<PayloadBuffer>(new PayloadBuffer.Policy(options.Value.SerializerOptions));

    /// <summary>Writes a payload to a buffer, which is to be disposed once the bytes have been copied to where they go.</summary>
    internal PayloadBuffer Serialize<T>(T payload)
    {
        var buffer = _buffers.Get();
        buffer.Owner = _buffers;
        if (payload is string text)
        {
            buffer.WriteText(text);
        }
        else if (payload is not null || typeof(T) != typeof(string))
        {
            // A string that is null is empty text, as it is for Send.
            buffer.WriteJson(payload, (JsonTypeInfo<T>)_options.GetTypeInfo(typeof(T)));
        }

        return buffer;
    }
}
