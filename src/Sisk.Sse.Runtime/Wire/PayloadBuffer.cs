using System.Buffers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.Extensions.ObjectPool;

namespace Sisk.Sse.Wire;

/// <summary>A pooled buffer that holds a serialized payload until it is encoded into a frame.</summary>
internal sealed class PayloadBuffer : IDisposable
{
    private const int InitialCapacity = 1024;

    /// <summary>
    /// The capacity in bytes above which a buffer is not pooled, so that one large payload does not occupy memory permanently.
    /// </summary>
    private const int MaxPooledCapacity = 64 * 1024;

    private readonly ArrayBufferWriter<byte> _bytes = new(InitialCapacity);
    private readonly Utf8JsonWriter _json;

    private PayloadBuffer(JsonWriterOptions options) => _json = new Utf8JsonWriter(_bytes, options);

    /// <summary>Gets or sets the pool that the buffer is returned to.</summary>
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
        private const int DefaultMaxDepth = 64;

        private readonly JsonWriterOptions _options = new()
        {
            Encoder = options.Encoder,
            Indented = options.WriteIndented,
            IndentCharacter = options.IndentCharacter,
            IndentSize = options.IndentSize,
            NewLine = options.NewLine,
            MaxDepth = options.MaxDepth == 0 ? DefaultMaxDepth : options.MaxDepth,

            // The serializer writes valid JSON, and skips validation in its own writer, too.
            SkipValidation = true,
        };

        public PayloadBuffer Create() => new(_options);

        public bool Return(PayloadBuffer buffer)
        {
            if (buffer._bytes.Capacity > MaxPooledCapacity)
            {
                return false;
            }

            buffer._bytes.ResetWrittenCount();
            buffer._json.Reset();
            return true;
        }
    }
}
