namespace Sisk.Sse.Connections;

/// <summary>The settings of one connection.</summary>
/// <param name="MaxQueuedEvents">The maximum number of queued events.</param>
/// <param name="MaxQueuedBytes">The maximum number of queued bytes.</param>
/// <param name="Overflow">The policy for a full queue.</param>
/// <param name="WriteTimeout">The time without progress after which a pending write disconnects the client.</param>
/// <param name="PingInterval">The time without writes after which a ping is sent; infinite for no pings.</param>
internal sealed record ConnectionSettings(
    int MaxQueuedEvents, long MaxQueuedBytes, Overflow Overflow, TimeSpan WriteTimeout, TimeSpan PingInterval);
