using Sisk.Sse.Wire;

namespace Sisk.Sse.Connections;

/// <content>Ends the connection, and gives the response back to the server once nothing uses it.</content>
internal sealed partial class Connection
{
    /// <summary>Stops accepting events, sends the queued frames, and ends the stream.</summary>
    /// <param name="reason">The reason for which the connection is closed.</param>
    /// <param name="last">The frame to send after the queued frames; null for none.</param>
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
                // The client never got the events that it had missed. If it got later events, it would resume after a gap.
                _queue.RemoveBroadcasts();
            }

            BeginClosing(reason);
            if (last is not null)
            {
                _queue.AddAlways(last);
            }

            pump = TryBeginPump();
        }

        NotifyClosing(reason);
        if (pump)
        {
            _ = PumpAsync();
        }
        else
        {
            FinishIfLast();
        }

        Notify(reason, static (owner, reason) => owner.OnClosed(reason));
    }

    /// <summary>
    /// Closes the connection for a caller that may be unwinding after an exception. If nothing has been sent, the response is not used until
    /// <see cref="Settle"/> decides about it.
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

    /// <summary>
    /// Stores a resource that the owner releases when the connection ends. Uses the lock under which the connection ends, so the resource is
    /// released exactly once.
    /// </summary>
    /// <param name="location">The owner's field.</param>
    /// <param name="value">The resource.</param>
    /// <returns>
    /// True if the owner's <see cref="IConnectionOwner.OnClosed"/> will find the resource. False if the caller must release it.
    /// </returns>
    internal bool TryKeep<T>(ref T? location, T value)
        where T : class
    {
        lock (this)
        {
            if (_state >= ConnectionState.Closing)
            {
                return false;
            }

            location = value;
            return true;
        }
    }

    /// <summary>Ends a connection that has sent nothing, and leaves the response to the application.</summary>
    internal void Discard(CloseReason reason = CloseReason.Closed) => End(reason, abort: false);

    /// <summary>Stops accepting events, discards the queued frames, and aborts the transport.</summary>
    internal void Abort(CloseReason reason) => End(reason, abort: reason is not CloseReason.ClientGone && _startFailure is null);

    /// <summary>
    /// Aborts the connection on the thread pool. For callers that write to other connections: aborting takes as long as the server and the
    /// user's handlers.
    /// </summary>
    internal void AbortInBackground(CloseReason reason) =>
        ThreadPool.UnsafeQueueUserWorkItem(static end => end.Connection.Abort(end.Reason), (Connection: this, Reason: reason), preferLocal: false);

    private void End(CloseReason reason, bool abort)
    {
        bool isFirst;
        lock (this)
        {
            if (!TryDiscard(reason, abort, out isFirst))
            {
                return;
            }
        }

        if (abort)
        {
            AbortTransport();
        }

        if (isFirst)
        {
            NotifyClosing(reason);
        }

        FinishIfLast();
        if (isFirst)
        {
            Notify(reason, static (owner, reason) => owner.OnClosed(reason));
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
    /// Aborts the transport. Until that is done, the connection is not finished, even if the pump ends. Otherwise, the abort could end the
    /// next request of a keep-alive connection.
    /// </summary>
    private void AbortTransport()
    {
        try
        {
            _writer.Abort();
        }
        catch (Exception)
        {
            // A sender or broadcaster must not fail because of this client.
        }

        lock (this)
        {
            _users &= ~ResponseUsers.Abort;
        }
    }

    private void NotifyClosing(CloseReason reason)
    {
        _timers.EndPings();
        lock (this)
        {
            _closed?.TrySetResult();
        }

        Notify(reason, static (owner, reason) => owner.OnClosing(reason));
        lock (this)
        {
            // Until here, the owner may read the request.
            _users &= ~ResponseUsers.Owner;
        }
    }

    /// <summary>Notifies the owner. Exceptions are logged, because the calling thread may have to serve other connections.</summary>
    private void Notify(CloseReason reason, Action<IConnectionOwner, CloseReason> callback)
    {
        try
        {
            if (_owner is not null)
            {
                callback(_owner, reason);
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

        // Dispose would wait for a running callback, which may be the caller of this method.
        _aborted.Unregister();
        TaskCompletionSource? drained;
        lock (this)
        {
            _state = ConnectionState.Finished;
            drained = _drained;
        }

        drained?.TrySetResult();
        Notify(default, static (owner, _) => owner.OnFinished());
    }
}
