namespace Sisk.Sse.Connections;

/// <summary>Specifies the reason for which a connection was closed.</summary>
internal enum CloseReason
{
    /// <summary>The server closed the stream.</summary>
    Closed,

    /// <summary>The client or its network disconnected.</summary>
    ClientGone,

    /// <summary>The client read too slowly for its queue.</summary>
    Overflow,

    /// <summary>A write did not complete within the timeout.</summary>
    WriteTimeout,

    /// <summary>Another connection replaced this one under the same identifier.</summary>
    Replaced,

    /// <summary>The server is stopping.</summary>
    Draining,

    /// <summary>The user's code or the response threw an exception.</summary>
    Failed,
}
