using Sisk.Sse.Wire;

namespace Sisk.Sse.Delivery;

/// <summary>
/// One open event stream: a bounded queue, and at most one pump that writes everything waiting in one flush. Whoever
/// adds a frame while no pump runs becomes the pump, so an idle connection has no thread, task or timer of its own.
/// </summary>
internal sealed class Connection
{
    /// <summary>Enough for a flush to be worth its system call, little enough to keep a slow client's share of memory small.</summary>
    private const int FlushBytes = 16 * 1024;

    /// <summary>After this many flushes the pump leaves the thread of the sender, who wants it back.</summary>
    private const int FlushesOnCallersThread = 4;

    private readonly Lock _gate = new();
    private readonly FrameQueue _queue;
    private readonly FrameWriter _writer;
    private readonly DeliveryClock _clock;
    private readonly TaskCompletionSource _drained = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Pacemaker _pacemaker;

    private IReadOnlyList<Frame> _preamble = [];
    private TaskCompletionSource? _closed;
    private TaskCompletionSource? _room;
    private IConnectionOwner? _owner;
    private CancellationTokenRegistration _aborted;
    private CloseReason? _reason;
    private int _preambleTaken;
    private bool _started;
    private bool _pumping;
    private bool _corked;
    private bool _primed;
    private bool _blocked;
    private bool _overflowed;
    private bool _cut;
    private bool _aborting;
    private bool _finished;
    private long _sentBytes;
    private long _lastEventAt;

    /// <param name="writer">The way to the client.</param>
    /// <param name="settings">Bounds and deadlines.</param>
    /// <param name="clock">What pings and deadlines go by.</param>
    /// <param name="corked">Whether nothing is written before <see cref="Start"/>, so that what it is given comes before anything live.</param>
    internal Connection(FrameWriter writer, ConnectionSettings settings, DeliveryClock clock, bool corked)
    {
        _corked = corked;
        _writer = writer;
        _clock = clock;
        _queue = new FrameQueue(settings.MaxQueuedEvents, settings.MaxQueuedBytes, settings.Overflow);
        _pacemaker = new Pacemaker(this, clock, settings.WriteTimeout, settings.PingInterval);
        _lastEventAt = clock.Now;
    }

    /// <summary>Whether the connection takes further events.</summary>
    internal bool IsOpen => _reason is null;

    /// <summary>Why the connection is over; null while it is open.</summary>
    internal CloseReason? Reason => _reason;

    /// <summary>Whether the headers are on their way, after which none can be added.</summary>
    internal bool IsStarted => Volatile.Read(ref _started);

    internal long SentBytes => Interlocked.Read(ref _sentBytes);

    /// <summary>When the last event was accepted: a timestamp of the clock's. Pings do not count.</summary>
    internal long LastEventAt => Interlocked.Read(ref _lastEventAt);

    /// <summary>Completes when nothing of this connection will touch the response any more. Never faults.</summary>
    internal Task Drained => _drained.Task;

    internal Pacemaker Pacemaker => _pacemaker;

    /// <summary>Completes when the connection stops taking events. Never faults.</summary>
    internal Task Closed
    {
        get
        {
            lock (_gate)
            {
                _closed ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                if (_reason is not null)
                {
                    _closed.TrySetResult();
                }

                return _closed.Task;
            }
        }
    }

    /// <summary>Ties the connection to its owner and to the client's presence. Called once, before anything is sent.</summary>
    internal void Open(IConnectionOwner owner, CancellationToken clientGone)
    {
        _owner = owner;
        _pacemaker.Begin();
        _aborted = clientGone.UnsafeRegister(static state => ((Connection)state!).Cut(CloseReason.ClientGone), this);
    }

    /// <summary>
    /// Sends the headers, and before all else the given frames. These are bounded where they come from (the history, the
    /// user's list) and do not count against the queue.
    /// </summary>
    internal void Start(IReadOnlyList<Frame>? preamble = null)
    {
        lock (_gate)
        {
            if (_reason is not null)
            {
                // Closed already, and perhaps at its end: what would be written now could meet the end of the response.
                return;
            }

            _preamble = preamble ?? _preamble;
            _corked = false;
            if ((_started && preamble is null) || !BecomePump())
            {
                return;
            }
        }

        _ = PumpAsync();
    }

    /// <summary>Offers an event. Never waits. False when the connection is closed or the overflow policy refuses the event.</summary>
    internal bool Send(Frame frame)
    {
        QueueResult result;
        bool pump;
        lock (_gate)
        {
            if (_reason is not null || _overflowed)
            {
                return false;
            }

            result = _queue.Add(frame, _blocked);
            pump = result is QueueResult.Added && BecomePump();
            NoteEvent(result, frame);
        }

        if (result is QueueResult.Overflowed)
        {
            Cut(CloseReason.Overflow);
        }

        if (pump)
        {
            _ = PumpAsync();
        }

        return result is QueueResult.Added;
    }

    /// <summary>
    /// Takes an event up and does nothing else, so that it may be called under a lock. True when the caller is to call
    /// <see cref="Pump"/> later, once for all that it has primed.
    /// </summary>
    internal bool Prime(Frame frame)
    {
        lock (_gate)
        {
            if (_reason is not null || _overflowed)
            {
                return false;
            }

            var result = _queue.Add(frame, _blocked);
            if (result is QueueResult.Overflowed)
            {
                _overflowed = true;
                return true;
            }

            NoteEvent(result, frame);
            return result is QueueResult.Added && BecomePump() && (_primed = true);
        }
    }

    /// <summary>Writes what was primed, or cuts the connection whose queue did not take it.</summary>
    internal void Pump()
    {
        bool overflowed, primed;
        lock (_gate)
        {
            (overflowed, primed) = (_overflowed, _primed);
            _primed = false;
        }

        if (overflowed)
        {
            Cut(CloseReason.Overflow);
        }

        if (primed)
        {
            _ = PumpAsync();
        }
    }

    /// <summary>Sends an event as soon as the queue has room. False once the connection is closed.</summary>
    internal async ValueTask<bool> SendWhenRoomAsync(Frame frame, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        while (true)
        {
            Task room;
            var pump = false;
            lock (_gate)
            {
                if (_reason is not null)
                {
                    return false;
                }

                if (_queue.HasRoomFor(frame))
                {
                    _queue.Add(frame, _blocked);
                    NoteEvent(QueueResult.Added, frame);
                    pump = BecomePump();
                    room = Task.CompletedTask;
                }
                else
                {
                    _room ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                    room = _room.Task;
                }
            }

            if (pump)
            {
                _ = PumpAsync();
            }

            if (room.IsCompleted)
            {
                return true;
            }

            await room.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Sends a ping, unless something is on its way anyway.</summary>
    internal void Ping(Frame ping)
    {
        lock (_gate)
        {
            if (_reason is not null || !BecomePump())
            {
                return;
            }

            _queue.AddAlways(ping);
        }

        _ = PumpAsync();
    }

    /// <summary>Discards what waits.</summary>
    internal void DiscardWaiting()
    {
        lock (_gate)
        {
            _queue.Clear();
            SignalRoom();
        }
    }

    /// <summary>Takes no further events, sends what waits and the given frame, and ends the stream.</summary>
    internal void Close(CloseReason reason, Frame? last = null)
    {
        bool pump;
        lock (_gate)
        {
            if (_reason is not null)
            {
                return;
            }

            _reason = reason;
            _corked = false;
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
    }

    /// <summary>Ends a connection that has sent nothing, and leaves the response to others.</summary>
    internal void Refuse() => End(CloseReason.Closed, abort: false);

    /// <summary>Takes no further events, discards what waits and cuts the connection.</summary>
    internal void Cut(CloseReason reason) => End(reason, abort: reason is not CloseReason.ClientGone);

    private async Task PumpAsync()
    {
        try
        {
            if (!_started)
            {
                Volatile.Write(ref _started, true);
                await _writer.StartAsync().ConfigureAwait(false);
                AddFirstBytes();
            }

            for (var flushes = 1; TakeOrRest(out var frame); flushes++)
            {
                var bytes = 0;
                do
                {
                    _writer.Write(frame);
                    bytes += frame.Bytes.Length;
                }
                while (bytes < FlushBytes && TryTake(out frame));

                Interlocked.Add(ref _sentBytes, bytes);
                if (!await FlushAsync().ConfigureAwait(false))
                {
                    return;
                }

                if (flushes == FlushesOnCallersThread)
                {
                    await Task.Yield();
                }
            }
        }
        catch (Exception)
        {
            // Whatever the transport throws, it is the end of this client alone.
            EndPump(CloseReason.Failed);
        }
    }

    /// <summary>Some browsers fire <c>onopen</c> only at the first byte of the body: where nothing waits, it is a comment.</summary>
    private void AddFirstBytes()
    {
        lock (_gate)
        {
            if (_preamble.Count == 0 && _queue.Count == 0 && !_cut)
            {
                _queue.AddAlways(FrameEncoder.Ping);
            }
        }
    }

    private ValueTask<bool> FlushAsync()
    {
        var flush = _writer.FlushAsync();
        if (flush.IsCompletedSuccessfully && flush.Result)
        {
            _pacemaker.NoteWrite();
            return new(true);
        }

        return AwaitFlushAsync(flush);
    }

    private async ValueTask<bool> AwaitFlushAsync(ValueTask<bool> flush)
    {
        _pacemaker.BeginWrite();
        SetBlocked(true);
        var isOpen = await flush.ConfigureAwait(false);
        SetBlocked(false);
        _pacemaker.EndWrite();
        if (!isOpen)
        {
            EndPump(CloseReason.ClientGone);
        }

        return isOpen;
    }

    /// <summary>While a write waits for the client the queue's bounds hold to the letter; before, it has not been tried.</summary>
    private void SetBlocked(bool blocked)
    {
        lock (_gate)
        {
            _blocked = blocked;
        }
    }

    /// <summary>Takes the next frame, or ends the pump's turn, in one step: nothing can be added in between and stay behind.</summary>
    private bool TakeOrRest(out Frame frame)
    {
        lock (_gate)
        {
            if (TryTakeLocked(out frame))
            {
                return true;
            }

            _pumping = false;
            if (!MayFinish())
            {
                return false;
            }
        }

        Finish();
        return false;
    }

    private bool TryTake(out Frame frame)
    {
        lock (_gate)
        {
            return TryTakeLocked(out frame);
        }
    }

    private bool TryTakeLocked(out Frame frame)
    {
        if (_preambleTaken < _preamble.Count)
        {
            frame = _preamble[_preambleTaken++];
            if (_preambleTaken == _preamble.Count)
            {
                (_preamble, _preambleTaken) = ([], 0);
            }

            return true;
        }

        if (_queue.Count == 0)
        {
            frame = null!;
            return false;
        }

        frame = _queue.Take();
        SignalRoom();
        return true;
    }

    /// <summary>The pump found the client gone, or failed: it is the one that finishes.</summary>
    private void EndPump(CloseReason reason)
    {
        Cut(reason);
        lock (_gate)
        {
            _pumping = false;
            if (!MayFinish())
            {
                return;
            }
        }

        Finish();
    }

    private void End(CloseReason reason, bool abort)
    {
        bool first;
        lock (_gate)
        {
            if (_cut || _finished)
            {
                return;
            }

            _cut = true;
            first = _reason is null;
            _reason ??= reason;
            _queue.Clear();
            (_preamble, _preambleTaken) = ([], 0);
            _aborting = abort;
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

        lock (_gate)
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

        lock (_gate)
        {
            _aborting = false;
        }
    }

    /// <summary>True for one caller only: the last of those that use the response.</summary>
    private bool MayFinish()
    {
        if (_reason is null || _pumping || _aborting || _finished)
        {
            return false;
        }

        _finished = true;
        return true;
    }

    private bool BecomePump()
    {
        if (_pumping || _corked)
        {
            return false;
        }

        _pumping = true;
        return true;
    }

    private void NoteEvent(QueueResult result, Frame frame)
    {
        if (result is QueueResult.Added && frame.IsEvent)
        {
            Interlocked.Exchange(ref _lastEventAt, _clock.Now);
        }
    }

    private void SignalRoom()
    {
        _room?.TrySetResult();
        _room = null;
    }

    private void Leave(CloseReason reason)
    {
        _pacemaker.EndPings();
        lock (_gate)
        {
            _closed?.TrySetResult();
        }

        _owner?.OnClosed(reason);
    }

    private void Finish()
    {
        _pacemaker.End();

        // Not Dispose, which would wait for a callback that may be the one running here.
        _aborted.Unregister();
        _drained.TrySetResult();
    }
}
