namespace Sisk.Sse.Connections;

/// <summary>The state of a connection. It only advances.</summary>
internal enum ConnectionState : byte
{
    /// <summary>Accepts events, and writes none before <see cref="Connection.Start"/>.</summary>
    Held,

    /// <summary>Accepts events and writes them.</summary>
    Open,

    /// <summary>Accepts no events. The queued frames are still written.</summary>
    Closing,

    /// <summary>Accepts no events. The queued frames are discarded, and the transport is not aborted.</summary>
    Discarded,

    /// <summary>Accepts no events. The queued frames are discarded, and the transport is aborted.</summary>
    Aborted,

    /// <summary>Nothing uses the response any more. One thread is about to notify the owner.</summary>
    Finishing,

    /// <summary>The connection never uses the response again.</summary>
    Finished,
}
