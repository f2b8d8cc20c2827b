namespace Sisk.Sse.Presence;

/// <summary>Exchanges presence with the other servers of a scaled-out application. A single server has none.</summary>
internal interface IPresencePeers
{
    /// <summary>Begins to exchange the presence of a stream.</summary>
    void Activate(StreamPresence presence);

    /// <summary>Called when keys of this server have changed, and not again before the changes are taken. Returns at once.</summary>
    void OnChanged(StreamPresence presence);

    /// <summary>Waits until the other servers have sent their keys, which is needed once.</summary>
    ValueTask SyncAsync(StreamPresence presence, CancellationToken cancellationToken);
}
