namespace Sisk.Sse.Wire;

/// <summary>
/// One event, comment or retry, encoded once and never changed afterwards: every connection that it goes to holds a
/// reference to the same bytes. They lie framed as a chunk of HTTP/1.1, ready for a connection's socket.
/// </summary>
internal sealed class Frame
{
    private readonly byte[] _chunk;
    private readonly int _start;

    /// <param name="chunk">The encoded block within its chunk framing.</param>
    /// <param name="start">Where the block begins.</param>
    /// <param name="isEvent">False for comments and bare fields, which no application can see.</param>
    /// <param name="eventName">The event's name, by which waiting events coalesce.</param>
    /// <param name="key">The keys it was broadcast to, by which waiting events coalesce.</param>
    internal Frame(byte[] chunk, int start, bool isEvent, string? eventName = null, string? key = null)
    {
        (_chunk, _start, IsEvent, EventName, Key) = (chunk, start, isEvent, eventName, key);
        Length = chunk.Length - start - ChunkFraming.EndLength;
    }

    /// <summary>The block with its closing blank line.</summary>
    internal ReadOnlySpan<byte> Bytes => _chunk.AsSpan(_start, Length);

    /// <summary>The length of <see cref="Bytes"/>.</summary>
    internal int Length { get; }

    /// <summary>The block as a chunk (RFC 9112, section 7.1).</summary>
    internal byte[] Chunk => _chunk;

    /// <summary>
    /// Gives a broadcast frame its id. The frame is encoded before it has its place in the log, with the id that it will probably have.
    /// </summary>
    /// <returns>This frame, changed, which no one else may have yet; a new one if the ids differ in length.</returns>
    internal Frame WithId(ReadOnlySpan<byte> id)
    {
        var rest = _chunk.AsSpan(_start + "id: "u8.Length);
        var guess = rest[..rest.IndexOf((byte)'\n')];
        if (guess.Length != id.Length)
        {
            return FrameEncoder.Rebuild(Bytes[("id: "u8.Length + guess.Length + 1)..], this, id);
        }

        id.CopyTo(guess);
        return this;
    }

    internal bool IsEvent { get; }

    internal string? EventName { get; }

    internal string? Key { get; }
}
