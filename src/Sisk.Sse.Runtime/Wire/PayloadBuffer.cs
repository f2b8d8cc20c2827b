using System.Buffers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.Extensions.ObjectPool;

namespace Sisk.Sse.Wire;

/// <summary>A payload on its way into a frame, in memory that the next payload uses again.</summary>
internal sealed class PayloadBuffer : IDisposable
{
    private const int FirstCapacity = 1024;

    /// <summary>What is larger was for a rare payload, and is not kept.</summary>
    private const int MaxKept = 64 * 1024;

    private readonly ArrayBufferWriter<byte> _bytes = new(FirstCapacity);
    private readonly Utf8JsonWriter _json;

    private PayloadBuffer(JsonWriterOptions options) => _json = new Utf8JsonWriter(_bytes, options);

    /// <summary>Where it goes back to.</summary>
    internal ObjectPool<PayloadBuffer>? Owner { get; set; }

    internal ReadOnlyMemory<byte> Bytes => _bytes.WrittenMemory;

    internal void WriteText(string text) => Encoding.UTF8.GetBytes(text, _bytes);

    internal void WriteJson<T>(T payload, JsonTypeInfo<T> type)
    {
        JsonSerializer.Serialize(_json, payload, type);
        _json.Flush();
    }

    public void Dispose() => Owner?.Return(this);

    internal sealed class Policy(JsonSerializerOptions options) : IPooledObjectPolicy<PayloadBuffer>
    {
        private const int StandardMaxDepth = 64;

        private readonly JsonWriterOptions _options = new()
        {
            Encoder = options.Encoder,
            Indented = options.WriteIndented,
            IndentCharacter = options.IndentCharacter,
            IndentSize = options.IndentSize,
            NewLine = options.NewLine,
            MaxDepth = options.MaxDepth == 0 ? StandardMaxDepth : options.MaxDepth,

            // As the serializer's own writer does: it writes nothing invalid.
            SkipValidation = true,
        };

        public PayloadBuffer Create() => new(_options);

        public bool Return(PayloadBuffer buffer)
        {
            if (buffer._bytes.Capacity > MaxKept)
            {
                return false;
            }

            buffer._bytes.ResetWrittenCount();
            buffer._json.Reset();
            return true;
        }
    }
}
