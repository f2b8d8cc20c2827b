using Microsoft.AspNetCore.Http;
using Sisk.Sse.Log;
using Sisk.Sse.Wire;

namespace Sisk.Sse;

/// <content>Closes the source.</content>
public sealed partial class HttpRequestEventSource
{
    /// <summary>Closes the stream. The queued events are still sent.</summary>
    /// <param name="mode">A value that specifies whether the client reconnects.</param>
    /// <returns>The response of the request, for the handler to return.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The mode is not a member of <see cref="CloseMode"/>.</exception>
    public HttpResponse Close(CloseMode mode = CloseMode.Reconnect)
    {
        switch (mode)
        {
            case CloseMode.Reconnect:
                _connection.Close(Sisk.Sse.CloseReason.Closed);
                break;
            case CloseMode.Permanent:
                ClosePermanently(Sisk.Sse.CloseReason.Closed);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(mode), mode, "Unknown close mode. Use a member of CloseMode.");
        }

        _connection.Settle(start: true);
        return Response;
    }

    /// <summary>Closes the stream, and waits until the queued events are sent or the client is gone.</summary>
    /// <param name="mode">A value that specifies whether the client reconnects.</param>
    /// <param name="cancellationToken">A token that cancels the wait. The stream is closed anyway.</param>
    /// <returns>A task that completes with the response of the request when the stream has ended.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The mode is not a member of <see cref="CloseMode"/>.</exception>
    /// <exception cref="OperationCanceledException">The token was canceled.</exception>
    public async Task<HttpResponse> CloseAsync(CloseMode mode = CloseMode.Reconnect, CancellationToken cancellationToken = default)
    {
        var response = Close(mode);
        await _connection.Drained.WaitAsync(cancellationToken).ConfigureAwait(false);
        return response;
    }

    /// <summary>
    /// Closes the source if it is open. Never waits for the client. If nothing has been sent and the handler throws, the application's
    /// error handling can still use the response.
    /// </summary>
    public void Dispose() => _connection.CloseUnsettled(Sisk.Sse.CloseReason.Closed);

    /// <summary>
    /// Closes the source if it is open. If nothing has been sent and the handler throws, the application's error handling can still use the
    /// response.
    /// </summary>
    /// <returns>A task that completes when the queued events are sent or the client is gone.</returns>
    public ValueTask DisposeAsync()
    {
        Dispose();
        return _connection.IsUnsettled ? ValueTask.CompletedTask : new ValueTask(_connection.Drained);
    }

    /// <summary>Closes the source, and sets the client's last event ID so that a reconnect is answered with 204.</summary>
    internal void ClosePermanently(CloseReason reason) => _connection.Close(reason, FrameEncoder.Id(StreamEventId.End));

    /// <summary>Closes the source, and sets the client's retry time.</summary>
    internal void Drain(TimeSpan retry, CloseReason reason) => _connection.Close(reason, FrameEncoder.Retry(retry));
}
