using Sisk.Sse.Wire;

namespace Sisk.Sse.Streams;

/// <summary>An event type of a stream.</summary>
/// <param name="Name">The event name; null for an unnamed event.</param>
/// <param name="Type">The type of the payload, which is sent as JSON unless it is a string.</param>
/// <param name="Read">Reads the payload from an event's data.</param>
/// <param name="Convert">Reads the payload from JSON that another program has written, and writes it as a broadcast does.</param>
internal sealed record StreamEvent(string? Name, Type Type, PayloadReader Read, PayloadConverter Convert)
{
    /// <summary>Gets the name by which clients receive the event.</summary>
    internal string WireName => Name ?? "message";
}

/// <summary>Reads a payload from an event's data.</summary>
internal delegate object? PayloadReader(PayloadSerializer payloads, ReadOnlySpan<byte> data);

/// <summary>Reads a payload from JSON that another program has written, and writes it as a broadcast does.</summary>
/// <exception cref="System.Text.Json.JsonException">The JSON does not fit the type.</exception>
/// <exception cref="NotSupportedException">The type cannot be read from JSON.</exception>
internal delegate (object Payload, byte[] Data) PayloadConverter(StrictPayloads payloads, ReadOnlySpan<byte> json);
