namespace Sisk.Sse.Connections;

/// <content>The states of a connection and the moves between them. Everything here is called under the lock.</content>
internal sealed partial class Connection
{
    private ConnectionState _state;
    private ResponseUsers _users;
    private CloseReason? _reason;

    private bool AcceptsEvents => _state <= ConnectionState.Open && (_forWorker & WorkerTasks.Abort) == 0;

    /// <summary>Lets a held connection write.</summary>
    private void Release()
    {
        if (_state is ConnectionState.Held)
        {
            _state = ConnectionState.Open;
        }
    }

    /// <summary>Stops taking events. The owner uses the request until <see cref="Leave"/> has told it.</summary>
    private void BeginClosing(CloseReason reason)
    {
        _reason = reason;
        _state = ConnectionState.Closing;
        _users |= ResponseUsers.Owner;
        SignalRoom();
    }

    /// <summary>
    /// Discards what waits. Returns false if that has happened. A connection whose transport was left alone may have to be aborted later,
    /// to end a flush that waits.
    /// </summary>
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
        (_preamble, _preambleTaken) = ([], 0);
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

    /// <summary>Ends one party's use of the response. Returns true for the last one only, which then calls <see cref="Finish"/>.</summary>
    private bool TryFinish(ResponseUsers left = ResponseUsers.None)
    {
        _users &= ~left;
        if (_users != ResponseUsers.None || _state is < ConnectionState.Closing or >= ConnectionState.Finishing)
        {
            return false;
        }

        EndsInOrder = _started && _state is ConnectionState.Closing && _startFailure is null;
        _state = ConnectionState.Finishing;
        return true;
    }
}
