namespace Sisk.Sse.Redis.Peers;

/// <summary>Takes what servers say about connections. All members are called on the one thread that reads the log.</summary>
internal interface IPeerMessageHandler
{
    void Take(PeerMessage news, long sequence);

    /// <summary>Some news was missed, or the log has lost this server's own.</summary>
    void OnRestarted();

    /// <summary>The log was read to its end.</summary>
    void OnCaughtUp();
}
