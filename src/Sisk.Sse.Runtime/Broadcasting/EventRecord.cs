namespace Sisk.Sse.Broadcasting;

/// <summary>An event on its way to the log: what was broadcast, to which key, before it has its id.</summary>
internal sealed record EventRecord(string Key, string? EventName, ReadOnlyMemory<byte> Data);
