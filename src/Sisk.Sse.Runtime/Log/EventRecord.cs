namespace Sisk.Sse.Log;

/// <summary>A broadcast event before the log gives it an id.</summary>
/// <param name="Key">The key that the event is broadcast to; empty for all connections.</param>
/// <param name="EventName">The event's name; null for an unnamed event.</param>
/// <param name="Data">The payload. Its memory may be reused once the call has returned, so a log must copy it before it waits.</param>
internal readonly record struct EventRecord(string Key, string? EventName, ReadOnlyMemory<byte> Data);
