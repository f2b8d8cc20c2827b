using Sisk.Sse.Connections.Timing;
using Sisk.Sse.Wire;

namespace Sisk.Sse.Topics;

/// <summary>The services of subscriptions in this process.</summary>
/// <param name="Options">The options of all streams.</param>
/// <param name="Payloads">The serializer, which also reads payloads.</param>
/// <param name="Clock">The clock of the connections.</param>
/// <param name="Stopping">Canceled when the server begins to stop.</param>
internal sealed record SubscriptionServices(
    EventStreamOptions Options, PayloadSerializer Payloads, DeliveryClock Clock, CancellationToken Stopping);
