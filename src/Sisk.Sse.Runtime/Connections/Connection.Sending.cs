using Sisk.Sse.Transport.Linux;
using Sisk.Sse.Wire;

namespace Sisk.Sse.Connections;

/// <content>What senders and broadcasters do: putting frames into the queue.</content>
internal sealed partial class Connection
{
    /// <summary>Offers an event. Never waits. False when the connection is closed or the overflow policy refuses the event.</summary>
    internal bool Send(Frame frame)
    {
        QueueResult result;
        bool pump;
        lock (this)
        {
            if (!AcceptsEvents)
            {
                return false;
            }

            result = _queue.Add(frame);
            pump = result is QueueResult.Added && TryBeginPump();
            NoteEvent(result, frame, _clock.Now);
        }

        if (result is QueueResult.Overflowed)
        {
            Abort(CloseReason.Overflow);
        }

        if (pump)
        {
            _ = PumpAsync();
        }

        return result is QueueResult.Added;
    }

    /// <summary>
    /// Queues an event and writes nothing, so that it may be called under a lock. Returns true if the caller has to call
    /// <see cref="Pump"/> later, once for all events that it has queued.
    /// </summary>
    /// <param name="frame">The event.</param>
    /// <param name="now">The clock's timestamp.</param>
    /// <param name="patience">As for <see cref="IsBehind"/>.</param>
    /// <param name="behind">Counts the connections that are behind.</param>
    internal bool Enqueue(Frame frame, long now, TimeSpan patience, ref int behind)
    {
        lock (this)
        {
            if (!AcceptsEvents)
            {
                return false;
            }

            var result = _queue.Add(frame);
            if (result is QueueResult.Overflowed)
            {
                _forWorker |= WorkerTasks.Abort;
                return true;
            }

            NoteEvent(result, frame, now);
            var pump = result is QueueResult.Added && TryBeginPump();
            _forWorker |= pump ? WorkerTasks.Write : WorkerTasks.None;
            if (IsBehindNow(now, patience))
            {
                behind++;
            }

            return pump;
        }
    }

    /// <summary>Whether much waits, and not because the client does not read. If so, the observer will be told when little is left.</summary>
    /// <param name="now">The clock's timestamp.</param>
    /// <param name="patience">How long a write may be under way before it is the client that it waits for.</param>
    /// <param name="observer">Who waits; always the same one.</param>
    /// <param name="left">How much of the patience is left.</param>
    internal bool IsBehind(long now, TimeSpan patience, ICatchUpObserver observer, out TimeSpan left)
    {
        lock (this)
        {
            left = patience - (_blocked ? _timers.WriteAge(now) : TimeSpan.Zero);
            if (!IsBehindNow(now, patience))
            {
                return false;
            }

            _behindFor = observer;
            return true;
        }
    }

    private bool IsBehindNow(long now, TimeSpan patience) =>
        _queue.IsFilling && (_users & ResponseUsers.Pump) != 0 && (!_blocked || _timers.WriteAge(now) < patience);

    /// <summary>Writes the queued events, or has a connection aborted whose queue refused one. Returns the number of bytes given to the transport.</summary>
    /// <param name="batch">Where it goes if it may leave with what others have to write.</param>
    internal long Pump(SendBatch? batch = null)
    {
        var before = SentBytes;
        WorkerTasks tasks;
        lock (this)
        {
            tasks = _forWorker;
            _forWorker &= ~WorkerTasks.Write;
        }

        if ((tasks & WorkerTasks.Abort) != 0)
        {
            AbortInBackground(CloseReason.Overflow);
        }

        if ((tasks & WorkerTasks.Write) != 0)
        {
            BeginPump(batch);
        }

        return SentBytes - before;
    }

    /// <summary>Sends an event as soon as the queue has room. False once the connection is closed.</summary>
    /// <param name="frame">The event.</param>
    /// <param name="cancellationToken">Ends the wait for room.</param>
    /// <param name="hold">Whether it is left in the queue for the caller's <see cref="Pump"/>, which must follow.</param>
    internal async ValueTask<bool> SendWhenRoomAsync(Frame frame, CancellationToken cancellationToken, bool hold = false)
    {
        cancellationToken.ThrowIfCancellationRequested();
        while (true)
        {
            Task room;
            var pump = false;
            lock (this)
            {
                if (!AcceptsEvents)
                {
                    return false;
                }

                if (_queue.HasRoomFor(frame))
                {
                    _queue.Add(frame);
                    NoteEvent(QueueResult.Added, frame, _clock.Now);
                    pump = TryBeginPump();
                    _forWorker |= pump && hold ? WorkerTasks.Write : WorkerTasks.None;
                    room = Task.CompletedTask;
                }
                else
                {
                    _room ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                    room = _room.Task;
                }
            }

            if (hold && !room.IsCompleted)
            {
                Pump();
            }
            else if (pump && !hold)
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
    /// <param name="ping">The comment or event.</param>
    /// <param name="batch">As for <see cref="Pump"/>.</param>
    internal void Ping(Frame ping, SendBatch batch)
    {
        bool pump;
        lock (this)
        {
            if (_state is not ConnectionState.Open || _blocked || _queue.Count > 0)
            {
                return;
            }

            _queue.AddAlways(ping);
            pump = TryBeginPump();
        }

        if (pump)
        {
            BeginPump(batch);
        }
    }

    /// <summary>Discards what waits.</summary>
    internal void DiscardWaiting()
    {
        lock (this)
        {
            _queue.Clear();
            SignalRoom();
        }
    }

    private void NoteEvent(QueueResult result, Frame frame, long now)
    {
        if (result is QueueResult.Added && frame.IsEvent)
        {
            Volatile.Write(ref _lastEventAt, now);
        }
    }

    private void SignalRoom()
    {
        _room?.TrySetResult();
        _room = null;
        if (_behindFor is not null && _queue.IsNearlyEmpty)
        {
            _behindFor.OnCaughtUp();
            _behindFor = null;
        }
    }
}
