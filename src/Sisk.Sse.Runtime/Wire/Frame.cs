using System.Text;

namespace Sisk.Sse.Wire;

/// <summary>
/// An encoded event, comment or retry field. It does not change once it is queued, so all connections share its bytes. They are framed
/// as a chunk of HTTP/1.1, ready for a connection's socket.
/// </summary>
internal sealed class Frame
{
    private readonly byte[] _chunk;
    private readonly int _start;

    /// <summary>Initializes a frame.</summary>
    /// <param name="chunk">The encoded block within its chunk framing.</param>
    /// <param name="start">The index of the block's first byte in the chunk.</param>
    /// <param name="isEvent">A value that is false for comments and bare fields, which a page does not receive.</param>
    /// <param name="eventName">The event's name. Queued events with the same name and key can be coalesced.</param>
    /// <param name="key">The key that the event was broadcast to; null if it was sent to one connection.</param>
    internal Frame(byte[] chunk, int start, bool isEvent, string? eventName = null, string? key = null)
    {
        (_chunk, _start, IsEvent, EventName, Key) = (chunk, start, isEvent, eventName, key);
        Length = chunk.Length - start - ChunkFraming.EndLength;
    }

    /// <summary>Gets the block with its closing blank line.</summary>
    internal ReadOnlySpan<byte> Bytes => _chunk.AsSpan(_start, Length);

    /// <summary>Gets the length of <see cref="Bytes"/>.</summary>
    internal int Length { get; }

    /// <summary>Gets the block as a chunk (RFC 9112, section 7.1).</summary>
    internal byte[] Chunk => _chunk;

    /// <summary>
    /// Sets the id of a broadcast frame. The frame is encoded with a predicted id, before its position in the log is known.
    /// </summary>
    /// <param name="id">The id.</param>
    /// <returns>This frame, which must not be shared yet; a new frame if the ids differ in length.</returns>
    internal Frame WithId(ReadOnlySpan<byte> id)
    {
        var rest = _chunk.AsSpan(_start + "id: "u8.Length);
        var predicted = rest[..rest.IndexOf((byte)'\n')];
        if (predicted.Length != id.Length)
        {
            return FrameEncoder.ReplaceId(Bytes[("id: "u8.Length + predicted.Length + 1)..], this, id);
        }

        id.CopyTo(predicted);
        return this;
    }

    /// <summary>Gets the id of a broadcast frame, whose first field it is; null for other frames.</summary>
    internal string? Id => Bytes.StartsWith("id: "u8) ? Encoding.UTF8.GetString(Bytes["id: "u8.Length..Bytes.IndexOf((byte)'\n')]) : null;

    internal bool IsEvent { get; }

    internal string? EventName { get; }

    internal string? Key { get; }

    /// <summary>Gets a value indicating whether the connections of the key end after this event.</summary>
    internal bool IsLast { get; init; }
}
