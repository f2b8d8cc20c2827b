namespace Sisk.Sse.Connections;

/// <summary>
/// The owner of a connection. <see cref="OnClosing"/>, <see cref="OnClosed"/> and <see cref="OnFinished"/> are called once, when the
/// connection ends.
/// </summary>
internal interface IConnectionOwner
{
    /// <summary>Called when the response did not begin although the connection has begun it. A middleware holds it back.</summary>
    void OnHeldBack()
    {
    }

    /// <summary>Called when the overflow policy has dropped events because of one that was sent to this connection only.</summary>
    void OnDropped(DropCounts drops)
    {
    }

    /// <summary>
    /// Called when the connection stops accepting events. Frames may still be sent. The request cannot end before this method returns, so
    /// it must not wait or run user code.
    /// </summary>
    void OnClosing(CloseReason reason)
    {
    }

    /// <summary>Called after <see cref="OnClosing"/>, possibly after the request has ended.</summary>
    void OnClosed(CloseReason reason);

    /// <summary>Called after <see cref="OnClosing"/>, when the connection no longer uses the response.</summary>
    void OnFinished()
    {
    }
}
