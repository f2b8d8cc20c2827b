namespace Sisk.Sse.Connections;

/// <content>Closes a connection whose response may still be used by the application.</content>
internal sealed partial class Connection
{
    /// <summary>
    /// Closes the connection for a caller that may be unwinding after an exception. If nothing has been sent, the response is not used
    /// until <see cref="Settle"/> decides about it.
    /// </summary>
    internal void CloseUnsettled(CloseReason reason)
    {
        if (!TryCloseUnsettled(reason, discards: false))
        {
            Close(reason);
        }
    }

    /// <summary>
    /// Closes a connection that has sent nothing, so that the caller can answer with something else than a stream, and then calls
    /// <see cref="Settle"/>. Queued frames are discarded.
    /// </summary>
    /// <returns>False if the connection has been closed or started in the meantime, so that the response is not the caller's.</returns>
    internal bool TryCloseUnsent(CloseReason reason) => TryCloseUnsettled(reason, discards: true);

    /// <summary>
    /// Completes <see cref="CloseUnsettled"/> or <see cref="TryCloseUnsent"/>. Does nothing if the former has sent the response.
    /// </summary>
    /// <param name="start">
    /// A value that indicates whether an empty event stream is sent. Otherwise, the response is left to the application's error handling.
    /// </param>
    internal void Settle(bool start)
    {
        lock (this)
        {
            if ((_users & ResponseUsers.Settlement) == 0)
            {
                return;
            }

            start = start && TryBeginPump();
            if (!TryFinish(ResponseUsers.Settlement) && !start)
            {
                return;
            }
        }

        if (start)
        {
            _ = PumpAsync();
        }
        else
        {
            Finish();
        }
    }

    private bool TryCloseUnsettled(CloseReason reason, bool discards)
    {
        lock (this)
        {
            if (_started || _state >= ConnectionState.Closing || (!discards && (_state is ConnectionState.Held || _queue.Count > 0)))
            {
                return false;
            }

            _queue.Clear();
            BeginClosing(reason);
            _users |= ResponseUsers.Settlement;
        }

        NotifyClosing(reason);
        Notify(reason, static (owner, reason) => owner.OnClosed(reason));
        return true;
    }
}
