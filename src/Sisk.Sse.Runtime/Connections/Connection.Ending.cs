using Sisk.Sse.Wire;

namespace Sisk.Sse.Connections;

/// <content>Ending a connection, and giving the response back once nobody uses it.</content>
internal sealed partial class Connection
{
    /// <summary>Takes no further events, sends what waits and the given frame, and ends the stream.</summary>
    internal void Close(CloseReason reason, Frame? last = null)
    {
        bool pump;
        lock (this)
        {
            if (_state >= ConnectionState.Closing)
            {
                return;
            }

            if (_state is ConnectionState.Held)
            {
                // The client never got the events that it had missed. With later ones, it would resume behind a gap.
                _queue.RemoveBroadcasts();
            }

            BeginClosing(reason);
            if (last is not null)
            {
                _queue.AddAlways(last);
            }

            pump = TryBeginPump();
        }

        Leave(reason);
        if (pump)
        {
            _ = PumpAsync();
        }
        else
        {
            FinishIfLast();
        }

        Tell(reason, static (owner, reason) => owner.OnClosed(reason));
    }

    /// <summary>
    /// Closes the connection for a caller that may be leaving by an exception. If nothing has been sent, the response is left as it is
    /// until <see cref="Settle"/> says what becomes of it.
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
            Leave(reason);
            Tell(reason, static (owner, reason) => owner.OnClosed(reason));
        }
        else
        {
            Close(reason);
        }
    }

    /// <summary>Ends a connection that <see cref="CloseUnsettled"/> left without a response.</summary>
    /// <param name="start">Whether the response becomes an empty event stream; otherwise it is left to others.</param>
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

    /// <summary>
    /// Stores what the owner has to let go of when the connection is over. Under the lock under which the connection ends: either the owner's
    /// <see cref="IConnectionOwner.OnClosed"/> finds the value, or this returns false and the caller lets go of it.
    /// </summary>
    internal bool TryKeep<T>(ref T? place, T value)
        where T : class
    {
        lock (this)
        {
            if (_state >= ConnectionState.Closing)
            {
                return false;
            }

            place = value;
            return true;
        }
    }

    /// <summary>Ends a connection that has sent nothing, and leaves the response to others.</summary>
    internal void Discard(CloseReason reason = CloseReason.Closed) => End(reason, abort: false);

    /// <summary>Takes no further events, discards what waits and cuts the transport.</summary>
    internal void Abort(CloseReason reason) => End(reason, abort: reason is not CloseReason.ClientGone && _startFailure is null);

    /// <summary>
    /// Aborts the connection on another thread. For callers that have other connections to write to: an end takes as long as the server
    /// and the user's handlers take.
    /// </summary>
    internal void AbortInBackground(CloseReason reason) =>
        ThreadPool.UnsafeQueueUserWorkItem(static end => end.Connection.Abort(end.Reason), (Connection: this, Reason: reason), preferLocal: false);

    private void End(CloseReason reason, bool abort)
    {
        bool first;
        lock (this)
        {
            if (!TryDiscard(reason, abort, out first))
            {
                return;
            }
        }

        if (abort)
        {
            AbortTransport();
        }

        if (first)
        {
            Leave(reason);
        }

        FinishIfLast();
        if (first)
        {
            Tell(reason, static (owner, reason) => owner.OnClosed(reason));
        }
    }

    private void FinishIfLast()
    {
        lock (this)
        {
            if (!TryFinish())
            {
                return;
            }
        }

        Finish();
    }

    /// <summary>
    /// Cuts the transport. The response stays ours until that is done: a pump that ends meanwhile leaves the finish to this
    /// thread, or the cut could hit the next request of a connection that is kept alive.
    /// </summary>
    private void AbortTransport()
    {
        try
        {
            _writer.Abort();
        }
        catch (Exception)
        {
            // Whoever sends or broadcasts has no part in what becomes of this client.
        }

        lock (this)
        {
            _users &= ~ResponseUsers.Abort;
        }
    }

    private void Leave(CloseReason reason)
    {
        _timers.EndPings();
        lock (this)
        {
            _closed?.TrySetResult();
        }

        Tell(reason, static (owner, reason) => owner.OnClosing(reason));
        lock (this)
        {
            // The request is this connection's while the owner reads from it.
            _users &= ~ResponseUsers.Owner;
        }
    }

    /// <summary>Whoever ends the connection may have others to write to or to close, so nothing is thrown at it.</summary>
    private void Tell(CloseReason reason, Action<IConnectionOwner, CloseReason> tell)
    {
        try
        {
            if (_owner is not null)
            {
                tell(_owner, reason);
            }
        }
        catch (Exception exception)
        {
            _clock.Report(exception);
        }
    }

    private void Finish()
    {
        _timers.End();
        _writer.End();

        // Not Dispose, which would wait for a callback that may be the one running here.
        _aborted.Unregister();
        TaskCompletionSource? drained;
        lock (this)
        {
            _state = ConnectionState.Finished;
            drained = _drained;
        }

        drained?.TrySetResult();
        Tell(default, static (owner, _) => owner.OnFinished());
    }
}
