namespace Sisk.Sse.Connections;

/// <summary>Why a connection is over.</summary>
internal enum CloseReason
{
    /// <summary>The server closed the stream.</summary>
    Closed,

    /// <summary>The client went away, or its network did.</summary>
    ClientGone,

    /// <summary>The client read too slowly for its queue.</summary>
    Overflow,

    /// <summary>A write did not get through in time.</summary>
    WriteTimeout,

    /// <summary>Another connection took the identifier.</summary>
    Replaced,

    /// <summary>The server stops.</summary>
    Draining,

    /// <summary>The user's code, or the response, threw.</summary>
    Failed,
}
