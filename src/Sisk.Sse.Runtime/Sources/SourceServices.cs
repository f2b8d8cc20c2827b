using Sisk.Sse.Connections.Timing;
using Sisk.Sse.Wire;

namespace Sisk.Sse.Sources;

/// <summary>The services that all event sources of an application share.</summary>
internal sealed record SourceServices(
    HttpEventSourceCollection Collection, PayloadSerializer Payloads, DeliveryClock Clock);
