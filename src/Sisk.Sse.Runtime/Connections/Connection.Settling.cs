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
        bool isUnsettled;
        lock (this)
        {
            isUnsettled = _state is ConnectionState.Open && !_started && _queue.Count == 0;
            if (isUnsettled)
            {
                BeginClosing(reason);
                _users |= ResponseUsers.Settlement;
            }
        }

        if (isUnsettled)
        {
            NotifyClosing(reason);
            Notify(reason, static (owner, reason) => owner.OnClosed(reason));
        }
        else
        {
            Close(reason);
        }
    }

    /// <summary>Completes <see cref="CloseUnsettled"/>. Does nothing if that method has sent the response.</summary>
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
}
