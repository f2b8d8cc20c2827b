using System.Buffers.Text;
using System.Diagnostics;
using System.Numerics;

namespace Sisk.Sse.Wire;

/// <summary>Frames a block as a chunk of HTTP/1.1 (RFC 9112, section 7.1): the size in hexadecimal, the block, a line end.</summary>
internal static class ChunkFraming
{
    internal const int EndLength = 2;
    private const int BitsPerDigit = 4;

    /// <summary>Allocates a chunk and writes its framing.</summary>
    /// <param name="size">The block's size in bytes. It must not be zero, since an empty chunk ends a response.</param>
    /// <param name="block">The part of the chunk that the caller must fill.</param>
    /// <param name="start">The index of the block's first byte in the chunk.</param>
    /// <returns>The chunk.</returns>
    internal static byte[] Allocate(int size, out Span<byte> block, out int start)
    {
        var digits = (BitOperations.Log2((uint)size) / BitsPerDigit) + 1;
        start = digits + EndLength;
        var chunk = GC.AllocateUninitializedArray<byte>(start + size + EndLength);
        var formatted = Utf8Formatter.TryFormat(size, chunk, out _, new('x', (byte)digits));
        Debug.Assert(formatted, "The size has as many digits as were reserved.");
        "\r\n"u8.CopyTo(chunk.AsSpan(digits));
        "\r\n"u8.CopyTo(chunk.AsSpan(start + size));
        block = chunk.AsSpan(start, size);
        return chunk;
    }
}
