namespace Sisk.Sse.Presence;

/// <content>Notifies handlers and other servers of changes.</content>
internal sealed partial class StreamPresence
{
    private readonly List<(Delegate Handler, Action<PresenceKey> Call)> _handlers = [];
    private readonly KeyChanges _forHandlers = new();
    private readonly Action<Exception> _report;
    private bool _isCallingHandlers;

    /// <summary>Adds a handler. The first one gets all keys.</summary>
    /// <param name="handler">The user's handler, which identifies it.</param>
    /// <param name="call">Calls the handler.</param>
    internal void AddHandler(Delegate handler, Action<PresenceKey> call)
    {
        lock (_gate)
        {
            _handlers.Add((handler, call));
            if (_handlers.Count == 1)
            {
                _forHandlers.Restart(_table.Find(""));
            }
        }

        Notify();
    }

    internal void RemoveHandler(Delegate handler)
    {
        lock (_gate)
        {
            var index = _handlers.FindLastIndex(each => each.Handler.Equals(handler));
            if (index >= 0)
            {
                _handlers.RemoveAt(index);
            }
        }
    }

    /// <summary>Notifies other servers of changes, and calls handlers on the thread pool, one change at a time.</summary>
    private void Notify()
    {
        bool isChangedHere, callsHandlers;
        lock (_gate)
        {
            isChangedHere = !_arePeersNotified && _forPeers.Any;
            _arePeersNotified |= isChangedHere;
            callsHandlers = !_isCallingHandlers && _forHandlers.Any;
            _isCallingHandlers |= callsHandlers;
        }

        if (isChangedHere)
        {
            _peers!.OnChanged(this);
        }

        if (callsHandlers)
        {
            ThreadPool.UnsafeQueueUserWorkItem(static presence => presence.CallHandlers(), this, preferLocal: false);
        }
    }

    private void CallHandlers()
    {
        while (true)
        {
            List<PresenceKey> changes;
            (Delegate, Action<PresenceKey> Call)[] handlers;
            lock (_gate)
            {
                changes = _forHandlers.Take(_table.Contains);
                handlers = [.. _handlers];
                if (changes.Count == 0)
                {
                    _isCallingHandlers = false;
                    return;
                }
            }

            foreach (var change in changes)
            {
                foreach (var handler in handlers.Where(IsAdded))
                {
                    Call(handler.Call, change);
                }
            }
        }
    }

    /// <summary>Determines whether a handler has not been removed in the meantime, for example by itself.</summary>
    private bool IsAdded((Delegate, Action<PresenceKey>) handler)
    {
        lock (_gate)
        {
            return _handlers.Contains(handler);
        }
    }

    private void Call(Action<PresenceKey> call, PresenceKey change)
    {
        try
        {
            call(change);
        }
        catch (Exception exception)
        {
            _report(exception);
        }
    }
}
