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
            if (_reason is not null)
            {
                return;
            }

            _reason = reason;
            _leaving = true;
            if (_corked)
            {
                // It never got what it missed: with what came later, it would resume behind a gap.
                _corked = false;
                _queue.RemoveBroadcasts();
            }

            if (last is not null)
            {
                _queue.AddAlways(last);
            }

            pump = BecomePump();
            SignalRoom();
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
            isUnsettled = _reason is null && !_started && !_corked && _queue.Count == 0;
            if (isUnsettled)
            {
                (_reason, _leaving, _deferred) = (reason, true, true);
                SignalRoom();
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
            if (!_deferred)
            {
                return;
            }

            _deferred = false;
            if (start)
            {
                start = BecomePump();
            }
            else if (!MayFinish())
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
            if (_reason is not null)
            {
                return false;
            }

            place = value;
            return true;
        }
    }

    /// <summary>Ends a connection that has sent nothing, and leaves the response to others.</summary>
    internal void Refuse(CloseReason reason = CloseReason.Closed) => End(reason, abort: false);

    /// <summary>Takes no further events, discards what waits and cuts the connection.</summary>
    internal void Cut(CloseReason reason) => End(reason, abort: reason is not CloseReason.ClientGone && _startFailure is null);

    /// <summary>
    /// As <see cref="Cut"/>, by another thread: for who has others to write to, since the end takes as long as the server and the user's
    /// handlers make it.
    /// </summary>
    internal void CutSoon(CloseReason reason) =>
        ThreadPool.UnsafeQueueUserWorkItem(static end => end.Connection.Cut(end.Reason), (Connection: this, Reason: reason), preferLocal: false);

    private void End(CloseReason reason, bool abort)
    {
        bool first;
        lock (this)
        {
            // A cut that left the transport alone may have to be followed by one that aborts it, to end a flush that waits.
            if (_finished || (_cut && (!abort || _isAborted)))
            {
                return;
            }

            _cut = true;
            first = _reason is null;
            _leaving |= first;
            _deferred = false;
            _reason ??= reason;
            _queue.Clear();
            (_preamble, _preambleTaken) = ([], 0);
            _aborting = _isAborted = abort;
            SignalRoom();
        }

        if (abort)
        {
            Abort();
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
            if (!MayFinish())
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
    private void Abort()
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
            _aborting = false;
        }
    }

    /// <summary>True for one caller only: the last of those that use the response.</summary>
    private bool MayFinish()
    {
        if (_reason is null || _pumping || _aborting || _leaving || _deferred || _finished)
        {
            return false;
        }

        _finished = true;
        return true;
    }

    private void Leave(CloseReason reason)
    {
        _pacemaker.EndPings();
        lock (this)
        {
            _closed?.TrySetResult();
        }

        Tell(reason, static (owner, reason) => owner.OnClosing(reason));
        lock (this)
        {
            // The request is this connection's while the owner reads from it.
            _leaving = false;
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
        _pacemaker.End();
        _writer.End();

        // Not Dispose, which would wait for a callback that may be the one running here.
        _aborted.Unregister();
        TaskCompletionSource? drained;
        lock (this)
        {
            _isDrained = true;
            drained = _drained;
        }

        drained?.TrySetResult();
        Tell(default, static (owner, _) => owner.OnFinished());
    }
}
