namespace Sisk.Sse.Streams;

/// <summary>An event type of a stream.</summary>
/// <param name="Name">The event name; null for an unnamed event.</param>
/// <param name="Type">The type of the payload, which is sent as JSON unless it is a string.</param>
internal sealed record StreamEvent(string? Name, Type Type);
