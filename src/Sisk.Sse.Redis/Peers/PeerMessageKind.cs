namespace Sisk.Sse.Redis.Peers;

/// <summary>The kinds of messages between servers.</summary>
internal enum PeerMessageKind
{
    /// <summary>A connection with the identifier was opened. Older ones are replaced.</summary>
    Opened,

    /// <summary>Closes connections with the identifier. Their clients may reconnect.</summary>
    Close,

    /// <summary>Closes connections below the prefix. Their clients may reconnect.</summary>
    CloseByPrefix,

    /// <summary>Closes connections with the identifier for good.</summary>
    End,

    /// <summary>Closes connections below the prefix for good.</summary>
    EndByPrefix,
}
