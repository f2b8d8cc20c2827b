namespace Sisk.Sse.Streams;

/// <summary>A type of event of a stream.</summary>
/// <param name="Name">Its name on the wire; null where none is written.</param>
/// <param name="Type">The payload, sent as JSON unless it is a string.</param>
internal sealed record StreamEvent(string? Name, Type Type);
