namespace Sisk.Sse.Connections;

/// <content>The state of the connection and its transitions. All members must be called under the lock.</content>
internal sealed partial class Connection
{
    private ConnectionState _state;
    private ResponseUsers _users;
    private CloseReason? _reason;

    private bool AcceptsEvents => _state <= ConnectionState.Open && (_workerTasks & WorkerTasks.Abort) == 0;

    /// <summary>Allows a held connection to write.</summary>
    private void Release()
    {
        if (_state is ConnectionState.Held)
        {
            _state = ConnectionState.Open;
        }
    }

    /// <summary>Stops accepting events. The owner uses the request until <see cref="NotifyClosing"/> returns.</summary>
    private void BeginClosing(CloseReason reason)
    {
        _reason = reason;
        _state = ConnectionState.Closing;
        _users |= ResponseUsers.Owner;
        SignalRoom();
    }

    /// <summary>
    /// Discards the queued frames. A discarded connection can be aborted later, to end a pending flush.
    /// </summary>
    /// <param name="reason">The reason for which the connection is closed.</param>
    /// <param name="abort">A value that indicates whether the caller will abort the transport.</param>
    /// <param name="isFirst">True if the connection was still accepting events.</param>
    /// <returns>False if the connection is already in the target state or a later one.</returns>
    private bool TryDiscard(CloseReason reason, bool abort, out bool isFirst)
    {
        isFirst = false;
        var next = abort ? ConnectionState.Aborted : ConnectionState.Discarded;
        if (_state >= next)
        {
            return false;
        }

        isFirst = _reason is null;
        if (isFirst)
        {
            BeginClosing(reason);
        }

        _state = next;
        _users &= ~ResponseUsers.Settlement;
        _users |= abort ? ResponseUsers.Abort : ResponseUsers.None;
        _queue.Clear();
        (_preamble, _preambleIndex) = (null, 0);
        SignalRoom();
        return true;
    }

    private bool TryBeginPump()
    {
        if (_state is ConnectionState.Held || (_users & ResponseUsers.Pump) != 0)
        {
            return false;
        }

        _users |= ResponseUsers.Pump;
        return true;
    }

    /// <summary>
    /// Ends one user's use of the response. Returns true for the last user only, which must then call <see cref="Finish"/>.
    /// </summary>
    private bool TryFinish(ResponseUsers leaving = ResponseUsers.None)
    {
        _users &= ~leaving;
        if (_users != ResponseUsers.None || _state is < ConnectionState.Closing or >= ConnectionState.Finishing)
        {
            return false;
        }

        EndsInOrder = _started && _state is ConnectionState.Closing && _startFailure is null;
        _state = ConnectionState.Finishing;
        return true;
    }
}
