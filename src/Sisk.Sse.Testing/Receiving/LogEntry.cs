namespace Sisk.Sse.Testing.Receiving;

/// <summary>Something that happened to a client.</summary>
/// <param name="Kind">The kind.</param>
/// <param name="Text">The text for messages.</param>
/// <param name="Event">The event, of entries that are one.</param>
internal sealed record LogEntry(LogEntryKind Kind, string Text, ReceivedEvent? Event = null);
