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

    /// <summary>The server is alive. Lists the streams whose presence it exchanges.</summary>
    PresenceAlive,

    /// <summary>Asks for the keys of a stream.</summary>
    PresenceAsked,

    /// <summary>Begins a list of all keys of a stream. <see cref="PresenceChanged"/> with the keys follows.</summary>
    PresenceBegins,

    /// <summary>Lists keys of a stream that have come or gone.</summary>
    PresenceChanged,

    /// <summary>Ends the list that <see cref="PresenceBegins"/> began: the server has no other keys.</summary>
    PresenceComplete,

    /// <summary>The server stops. Its clients connect to others.</summary>
    PresenceLeft,
}
