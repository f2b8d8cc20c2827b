namespace Sisk.Sse.Connections;

/// <summary>The bounds and deadlines of one connection.</summary>
internal sealed record ConnectionSettings(int MaxQueuedEvents, long MaxQueuedBytes, Overflow Overflow, TimeSpan WriteTimeout, TimeSpan PingInterval);
