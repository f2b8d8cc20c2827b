namespace Sisk.Sse.Connections;

/// <summary>Owns a connection and is told of its end, by each method once.</summary>
internal interface IConnectionOwner
{
    /// <summary>
    /// Called when the connection stops taking events. Frames may still be on their way out, and the request stays the connection's
    /// until this returns, so it must not wait or run user code.
    /// </summary>
    void OnClosing(CloseReason reason)
    {
    }

    /// <summary>Called after <see cref="OnClosing"/>, and perhaps after the request has ended.</summary>
    void OnClosed(CloseReason reason);

    /// <summary>Called after <see cref="OnClosing"/>, when the connection will not touch the response again.</summary>
    void OnFinished()
    {
    }
}
