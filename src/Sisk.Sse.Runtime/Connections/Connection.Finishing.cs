namespace Sisk.Sse.Connections;

/// <content>Notifies the owner, and gives the response back to the server once nothing uses it.</content>
internal sealed partial class Connection
{
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
    private void Notify<T>(T value, Action<IConnectionOwner, T> callback)
    {
        try
        {
            if (_owner is not null)
            {
                callback(_owner, value);
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
        Notify(default(CloseReason), static (owner, _) => owner.OnFinished());
    }
}
