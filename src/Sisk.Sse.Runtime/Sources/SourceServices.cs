using Sisk.Sse.Delivery;

namespace Sisk.Sse;

/// <summary>What all event sources of an application share.</summary>
internal sealed record SourceServices(
    HttpEventSourceCollection Collection, PayloadSerializer Payloads, DeliveryClock Clock);
