namespace Sisk.Sse.Connections;

/// <summary>Observes connections that are behind.</summary>
internal interface ICatchUpObserver
{
    /// <summary>Gets a value indicating whether the observer still needs to be notified.</summary>
    bool IsActive { get; }

    /// <summary>
    /// Called when a connection that was behind has a nearly empty queue or is closed. Called under the connection's lock.
    /// </summary>
    void OnCaughtUp();
}
