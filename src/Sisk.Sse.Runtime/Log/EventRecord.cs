namespace Sisk.Sse.Log;

/// <summary>An event on its way to the log: what was broadcast, to which key, before it has its id.</summary>
/// <param name="Key">The keys it goes to.</param>
/// <param name="EventName">Its name, if it has one.</param>
/// <param name="Data">Its payload, in memory that may be used again as soon as the call has returned: a log that waits first copies it.</param>
internal readonly record struct EventRecord(string Key, string? EventName, ReadOnlyMemory<byte> Data);
