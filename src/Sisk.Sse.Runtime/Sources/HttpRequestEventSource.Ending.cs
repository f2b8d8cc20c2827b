using Sisk.Sse.Broadcasting;
using Sisk.Sse.Delivery;
using Sisk.Sse.Wire;

namespace Sisk.Sse;

/// <content>Ending a source by the server's will.</content>
public sealed partial class HttpRequestEventSource
{
    /// <summary>Closes the source and marks the client's last event id, so that its return is answered with 204 and it stays away.</summary>
    internal void EndForGood(CloseReason reason) =>
        _connection.Close(reason, FrameEncoder.Id(EventId.End));

    /// <summary>Closes the source and tells the client when to come back.</summary>
    internal void Drain(TimeSpan retry) => _connection.Close(CloseReason.Draining, FrameEncoder.Retry(retry));
}
