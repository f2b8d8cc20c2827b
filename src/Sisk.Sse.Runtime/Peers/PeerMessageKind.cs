namespace Sisk.Sse.Peers;

/// <summary>The kinds of messages between servers. Those about presence come last.</summary>
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

    /// <summary>Tells that the server is alive, and the streams whose presence is exchanged.</summary>
    PresenceAlive,

    /// <summary>Asks for the keys of a stream.</summary>
    PresenceAsked,

    /// <summary>Begins to tell all keys of a stream. Changes with the keys follow.</summary>
    PresenceBegins,

    /// <summary>Tells keys of a stream that have come or gone.</summary>
    PresenceChanged,

    /// <summary>Tells that all keys since <see cref="PresenceBegins"/> are all keys of the server.</summary>
    PresenceComplete,

    /// <summary>Tells that the server stops. Its clients connect to others.</summary>
    PresenceLeft,
}
