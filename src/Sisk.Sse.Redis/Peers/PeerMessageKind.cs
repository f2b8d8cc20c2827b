namespace Sisk.Sse.Redis.Peers;

/// <summary>What servers tell each other about connections.</summary>
internal enum PeerMessageKind
{
    /// <summary>A connection with the identifier was opened: older ones are replaced.</summary>
    Opened,

    /// <summary>Connections with the identifier are to be closed.</summary>
    Close,

    /// <summary>Connections below the prefix are to be closed.</summary>
    CloseBelow,

    /// <summary>Connections with the identifier are to end for good.</summary>
    End,

    /// <summary>Connections below the prefix are to end for good.</summary>
    EndBelow,
}
