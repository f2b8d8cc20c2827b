using Sisk.Sse.Wire;

namespace Sisk.Sse.Connections;

/// <content>Closes or aborts the connection.</content>
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
                _queue.RemoveAll(static frame => frame.Key is not null);
            }

            BeginClosing(reason);
            if (last is not null)
            {
                _queue.AddAlways(last);
            }

            pump = TryBeginPump();
        }

        _writer.LiftBound();
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
    /// Closes the connection after the last event of its stream. A held connection is closed when it is started, since its client has yet
    /// to get what comes before. One that is about to be aborted stays as it is: its client returns for what it has missed.
    /// </summary>
    /// <param name="end">The frame that keeps the client from returning.</param>
    internal void Complete(Frame end)
    {
        lock (this)
        {
            if (_state is ConnectionState.Held)
            {
                _endAfterStart = end;
                return;
            }

            if (!AcceptsEvents)
            {
                return;
            }
        }

        Close(CloseReason.Completed, end);
    }

    /// <summary>
    /// Stores a resource that the owner releases when the connection ends. Uses the lock under which the connection ends, so the resource
    /// is released exactly once.
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
        ThreadPool.UnsafeQueueUserWorkItem(
            static end => end.Connection.Abort(end.Reason), (Connection: this, Reason: reason), preferLocal: false);

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
}
