namespace Sisk.Sse.Redis.Peers;

/// <summary>The kinds of messages between servers.</summary>
internal enum PeerMessageKind
{
    /// <summary>A connection with the identifier was opened. Older ones are replaced.</summary>
    Opened,

    /// <summary>Closes connections with the identifier. Their clients reconnect.</summary>
    Close,

    /// <summary>Closes connections below the prefix. Their clients reconnect.</summary>
    CloseByPrefix,

    /// <summary>Closes connections with the identifier permanently.</summary>
    ClosePermanently,

    /// <summary>Closes connections below the prefix permanently.</summary>
    CloseByPrefixPermanently,
}
