using System.Buffers;
using System.Globalization;
using System.Text;

namespace Sisk.Sse.Wire;

/// <summary>Encodes blocks of the event stream format (HTML standard, section 9.2.5, "Parsing an event stream").</summary>
internal static class FrameEncoder
{
    /// <summary>The default ping: an empty comment.</summary>
    internal static readonly Frame Ping = NewPing();

    internal static Frame Event(string? data, string? eventName, string? id, string? key = null)
    {
        var text = data ?? "";
        var buffer = ArrayPool<byte>.Shared.Rent(Encoding.UTF8.GetMaxByteCount(text.Length));
        try
        {
            // A lone surrogate becomes U+FFFD, which keeps the stream valid UTF-8.
            var length = Encoding.UTF8.GetBytes(text, buffer);
            return Event(buffer.AsSpan(0, length), eventName, id, key);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    internal static Frame Event(ReadOnlySpan<byte> data, string? eventName, string? id, string? key = null)
    {
        FieldText.CheckEventName(eventName, nameof(eventName));
        FieldText.CheckId(id, nameof(id));
        eventName = NullIfEmpty(eventName);
        var chunk = ChunkFraming.Allocate(FieldSize("id: "u8, id) + BodySize(data, eventName), out var rest, out var start);
        WriteField(ref rest, "id: "u8, id);
        WriteBody(rest, data, eventName);
        return new Frame(chunk, start, isEvent: true, eventName, key);
    }

    /// <summary>Encodes an event with an id of the library. Allocates nothing but the frame.</summary>
    internal static Frame Broadcast(ReadOnlySpan<byte> data, string? eventName, ReadOnlySpan<byte> id, string key, bool isLast = false)
    {
        FieldText.CheckEventName(eventName, nameof(eventName));
        eventName = NullIfEmpty(eventName);
        var chunk = ChunkFraming.Allocate("id: "u8.Length + id.Length + 1 + BodySize(data, eventName), out var rest, out var start);
        WriteBody(WriteId(rest, id), data, eventName);
        return new Frame(chunk, start, isEvent: true, eventName, key) { IsLast = isLast };
    }

    /// <summary>Encodes an event again, with an id of another length.</summary>
    /// <param name="fields">The encoded fields after the id, with the closing blank line.</param>
    /// <param name="frame">The event.</param>
    /// <param name="id">The id.</param>
    internal static Frame ReplaceId(ReadOnlySpan<byte> fields, Frame frame, ReadOnlySpan<byte> id)
    {
        var chunk = ChunkFraming.Allocate("id: "u8.Length + id.Length + 1 + fields.Length, out var rest, out var start);
        fields.CopyTo(WriteId(rest, id));
        return new Frame(chunk, start, isEvent: true, frame.EventName, frame.Key) { IsLast = frame.IsLast };
    }

    internal static Frame Comment(string text)
    {
        FieldText.CheckComment(text, nameof(text));
        return Block(": "u8, text);
    }

    internal static Frame Retry(TimeSpan delay)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(delay, TimeSpan.Zero);

        // Browsers store the delay in 32 bits. A larger value would overflow, and they would reconnect at once.
        var milliseconds = Math.Min((long)delay.TotalMilliseconds, int.MaxValue);
        return Block("retry: "u8, milliseconds.ToString(CultureInfo.InvariantCulture));
    }

    /// <summary>Encodes a block that sets the client's last event ID. Without data, no event is dispatched.</summary>
    internal static Frame Id(string id)
    {
        FieldText.CheckId(id, nameof(id));
        return Block("id: "u8, id);
    }

    /// <summary>
    /// Appends an id to an event. The client stores the id and dispatches the event at the same blank line, so it never has one without
    /// the other.
    /// </summary>
    internal static Frame WithId(Frame frame, string id)
    {
        FieldText.CheckId(id, nameof(id));
        var chunk = ChunkFraming.Allocate(frame.Length + FieldSize("id: "u8, id), out var rest, out var start);
        frame.Bytes[..^1].CopyTo(rest);
        rest = rest[(frame.Length - 1)..];
        WriteField(ref rest, "id: "u8, id);
        rest[0] = (byte)'\n';
        return new Frame(chunk, start, frame.IsEvent, frame.EventName, frame.Key);
    }

    /// <summary>Joins the blocks that one item becomes, so that they stay together.</summary>
    internal static Frame Join(IReadOnlyList<Frame> frames)
    {
        if (frames is [var only])
        {
            return only;
        }

        var chunk = ChunkFraming.Allocate(frames.Sum(static frame => frame.Length), out var rest, out var start);
        foreach (var frame in frames)
        {
            frame.Bytes.CopyTo(rest);
            rest = rest[frame.Length..];
        }

        return new Frame(chunk, start, isEvent: true, frames[^1].EventName, frames[^1].Key);
    }

    /// <summary>Creates a frame from encoded blocks.</summary>
    internal static Frame FromBytes(ReadOnlySpan<byte> bytes)
    {
        var chunk = ChunkFraming.Allocate(bytes.Length, out var block, out var start);
        bytes.CopyTo(block);
        return new Frame(chunk, start, isEvent: true);
    }

    private static Span<byte> WriteId(Span<byte> rest, ReadOnlySpan<byte> id)
    {
        "id: "u8.CopyTo(rest);
        rest = rest["id: "u8.Length..];
        id.CopyTo(rest);
        rest[id.Length] = (byte)'\n';
        return rest[(id.Length + 1)..];
    }

    private static Frame NewPing()
    {
        var text = ":\n\n"u8;
        var chunk = ChunkFraming.Allocate(text.Length, out var block, out var start);
        text.CopyTo(block);
        return new Frame(chunk, start, isEvent: false);
    }

    private static Frame Block(ReadOnlySpan<byte> field, string value)
    {
        var chunk = ChunkFraming.Allocate(FieldSize(field, value) + 1, out var rest, out var start);
        WriteField(ref rest, field, value);
        rest[0] = (byte)'\n';
        return new Frame(chunk, start, isEvent: false);
    }

    /// <summary>Omits an empty name. The standard treats it as no name, but some parsers do not.</summary>
    private static string? NullIfEmpty(string? eventName) => eventName is "" ? null : eventName;

    private static int BodySize(ReadOnlySpan<byte> data, string? eventName) => FieldSize("event: "u8, eventName) + DataLines.Size(data) + 1;

    private static void WriteBody(Span<byte> rest, ReadOnlySpan<byte> data, string? eventName)
    {
        WriteField(ref rest, "event: "u8, eventName);
        DataLines.Write(ref rest, data);
        rest[0] = (byte)'\n';
    }

    private static int FieldSize(ReadOnlySpan<byte> field, string? value) =>
        value is null ? 0 : field.Length + Encoding.UTF8.GetByteCount(value) + 1;

    private static void WriteField(ref Span<byte> rest, ReadOnlySpan<byte> field, string? value)
    {
        if (value is null)
        {
            return;
        }

        field.CopyTo(rest);
        rest = rest[field.Length..];
        rest = rest[Encoding.UTF8.GetBytes(value, rest)..];
        rest[0] = (byte)'\n';
        rest = rest[1..];
    }
}
