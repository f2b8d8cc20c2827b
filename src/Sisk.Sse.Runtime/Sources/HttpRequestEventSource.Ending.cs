using Microsoft.AspNetCore.Http;
using Sisk.Sse.Connections;
using Sisk.Sse.Log;
using Sisk.Sse.Wire;

namespace Sisk.Sse;

/// <content>Ending a source by the server's will.</content>
public sealed partial class HttpRequestEventSource
{
    /// <summary>
    /// Ends the stream after what has been sent, and for good: the browser, which comes back by itself, is then answered with
    /// 204, after which it stays away (HTML standard, section 9.2.3). A page that opens a new <c>EventSource</c> is served again,
    /// unless the application refuses it.
    /// </summary>
    /// <inheritdoc cref="Close" path="/returns"/>
    public HttpResponse EndForGood()
    {
        EndForGood(CloseReason.Closed);
        return Response;
    }

    /// <summary>Closes the source and marks the client's last event id, so that its return is answered with 204 and it stays away.</summary>
    internal void EndForGood(CloseReason reason) =>
        _connection.Close(reason, FrameEncoder.Id(StreamEventId.End));

    /// <summary>Closes the source and tells the client when to come back.</summary>
    internal void Drain(TimeSpan retry) => _connection.Close(CloseReason.Draining, FrameEncoder.Retry(retry));
}
