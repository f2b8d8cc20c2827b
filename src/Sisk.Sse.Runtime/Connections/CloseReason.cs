namespace Sisk.Sse;

/// <summary>Specifies the reason for which a stream was closed. The first reason holds.</summary>
public enum CloseReason : byte
{
    /// <summary>The application closed the stream, or its handler returned.</summary>
    Closed,

    /// <summary>The sequence of a pull stream ended, or the application completed the stream.</summary>
    Completed,

    /// <summary>The client or its network disconnected.</summary>
    ClientGone,

    /// <summary>The client read too slowly for its queue (<see cref="Sisk.Sse.Overflow.Disconnect"/>).</summary>
    Overflow,

    /// <summary>A write did not complete within <see cref="EventStreamOptions.WriteTimeout"/>.</summary>
    WriteTimeout,

    /// <summary>Another connection replaced this one under the same identifier (<see cref="DuplicateIdentifierPolicy.Replace"/>).</summary>
    Replaced,

    /// <summary>
    /// A limit or <see cref="DuplicateIdentifierPolicy.Reject"/> refused the connection. The client was asked to retry later.
    /// </summary>
    Rejected,

    /// <summary>
    /// The stream reached <see cref="EventStreamOptions.MaxConnectionAge"/>, or the client's sign-in expired
    /// (<see cref="EventStreamOptions.CloseOnAuthenticationExpiration"/>).
    /// </summary>
    Expired,

    /// <summary>
    /// The shared log cannot be reached, so it is unknown what the client has missed. The client was asked to retry later.
    /// </summary>
    LogUnavailable,

    /// <summary>The shared log has lost events. The client reconnects and gets a reset.</summary>
    EventsLost,

    /// <summary>The server is stopping.</summary>
    ServerStopping,

    /// <summary>The application's code or the response failed.</summary>
    Failed,
}
