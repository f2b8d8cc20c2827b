namespace Sisk.Sse.Peers;

/// <summary>Handles the messages of other servers. All members are called on the thread that reads the log.</summary>
internal interface IPeerMessageHandler
{
    void Handle(PeerMessage message, long sequence);

    /// <summary>Called when the server begins to read, which an outage may delay. Earlier messages are skipped.</summary>
    void OnBegun();

    /// <summary>Called when messages were missed, or when the log has lost those of this server.</summary>
    void OnRestarted();

    /// <summary>Called when the end of the log was reached.</summary>
    void OnCaughtUp();
}
