namespace Sisk.Sse;

/// <summary>An entry of a log: the events of one batch.</summary>
/// <param name="Last">The sequence of its last event.</param>
/// <param name="At">The time of the database at which it was appended.</param>
/// <param name="Events">Its events, as they were appended. The memory must not be reused.</param>
public readonly record struct EventLogEntry(long Last, DateTimeOffset At, ReadOnlyMemory<byte> Events);
