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
            if (_reason is not null || _overflowed)
            {
                return false;
            }

            result = _queue.Add(frame);
            pump = result is QueueResult.Added && BecomePump();
            NoteEvent(result, frame, _clock.Now);
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
    /// <param name="frame">The event.</param>
    /// <param name="now">The clock's timestamp.</param>
    /// <param name="patience">As for <see cref="IsBehind"/>.</param>
    /// <param name="behind">Counts the connections that are behind.</param>
    internal bool Prime(Frame frame, long now, TimeSpan patience, ref int behind)
    {
        lock (this)
        {
            if (_reason is not null || _overflowed)
            {
                return false;
            }

            var result = _queue.Add(frame);
            if (result is QueueResult.Overflowed)
            {
                _overflowed = true;
                return true;
            }

            NoteEvent(result, frame, now);
            var pump = result is QueueResult.Added && BecomePump();
            _primed |= pump;
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
            left = patience - (_blocked ? _pacemaker.WriteAge(now) : TimeSpan.Zero);
            if (!IsBehindNow(now, patience))
            {
                return false;
            }

            _behindFor = observer;
            return true;
        }
    }

    private bool IsBehindNow(long now, TimeSpan patience) =>
        _queue.IsFilling && _pumping && (!_blocked || _pacemaker.WriteAge(now) < patience);

    /// <summary>Writes what was primed, or has the connection cut whose queue did not take it. Returns how many bytes the transport was given.</summary>
    /// <param name="batch">Where it goes if it may leave with what others have to write.</param>
    internal long Pump(SendBatch? batch = null)
    {
        var before = SentBytes;
        bool overflowed, primed;
        lock (this)
        {
            (overflowed, primed) = (_overflowed, _primed);
            _primed = false;
        }

        if (overflowed)
        {
            CutSoon(CloseReason.Overflow);
        }

        if (primed)
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
                if (_reason is not null)
                {
                    return false;
                }

                if (_queue.HasRoomFor(frame))
                {
                    _queue.Add(frame);
                    NoteEvent(QueueResult.Added, frame, _clock.Now);
                    pump = BecomePump();
                    _primed |= pump && hold;
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
            if (_reason is not null || _corked || _blocked || _queue.Count > 0)
            {
                return;
            }

            _queue.AddAlways(ping);
            pump = BecomePump();
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
