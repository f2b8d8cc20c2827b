using System.Runtime.CompilerServices;
using Sisk.Sse.Transport.Linux;
using Sisk.Sse.Wire;

namespace Sisk.Sse.Connections;

/// <content>Queues frames that are sent to this connection only: events and pings.</content>
internal sealed partial class Connection
{
    /// <summary>Sends an event. Never waits.</summary>
    /// <returns>False if the connection is closed or the overflow policy rejected the event.</returns>
    internal bool Send(Frame frame)
    {
        QueueResult result;
        DropCounts? drops = null;
        bool pump;
        lock (this)
        {
            if (!AcceptsEvents)
            {
                return false;
            }

            result = _queue.Add(frame, null, ref drops);
            pump = result is QueueResult.Added && TryBeginPump();
            RecordEvent(result, frame, _clock.Now);
        }

        if (result is QueueResult.Overflowed)
        {
            Abort(CloseReason.Overflow);
        }

        if (pump)
        {
            _ = PumpAsync();
        }

        NotifyDropped(drops);
        return result is QueueResult.Added;
    }

    /// <summary>Sends an event as soon as the queue has room.</summary>
    /// <param name="frame">The event.</param>
    /// <param name="cancellationToken">A token that cancels the wait for room.</param>
    /// <param name="hold">
    /// A value that indicates whether the event stays queued until the caller calls <see cref="Pump"/>, which must follow.
    /// </param>
    /// <returns>A task that completes when the event is queued. Its result is false if the connection is closed.</returns>
    /// <exception cref="OperationCanceledException">The token was canceled. The event is not sent.</exception>
    internal async ValueTask<bool> SendWhenRoomAsync(Frame frame, CancellationToken cancellationToken, bool hold = false)
    {
        cancellationToken.ThrowIfCancellationRequested();
        while (true)
        {
            Task? room = null;
            DropCounts? drops = null;
            var pump = false;
            lock (this)
            {
                if (!AcceptsEvents)
                {
                    return false;
                }

                if (_queue.HasRoomFor(frame))
                {
                    _queue.Add(frame, null, ref drops);
                    RecordEvent(QueueResult.Added, frame, _clock.Now);
                    pump = TryBeginPump();
                    _workerTasks |= pump && hold ? WorkerTasks.Write : WorkerTasks.None;
                }
                else
                {
                    _room ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                    room = _room.Task;
                }
            }

            if (hold && room is not null)
            {
                Pump();
            }
            else if (pump && !hold)
            {
                _ = PumpAsync();
            }

            if (room is null)
            {
                NotifyDropped(drops);
                return true;
            }

            await room.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Sends a ping, unless other frames are queued or a write is pending.</summary>
    /// <param name="ping">The comment or event.</param>
    /// <param name="batch">The batch for the flush.</param>
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

    /// <summary>Discards the queued events. Frames of the protocol stay, and the connection stays open.</summary>
    internal void DiscardQueued()
    {
        lock (this)
        {
            _queue.RemoveAll(static frame => frame.IsEvent);
            SignalRoom();
        }
    }

    private void NotifyDropped(DropCounts? drops)
    {
        if (drops is not null)
        {
            Notify(drops, static (owner, drops) => owner.OnDropped(drops));
        }
    }

    [MethodImpl(DeliveryPath.Inlined)]
    private void RecordEvent(QueueResult result, Frame frame, long now)
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
        if (_catchUpObservers is not null && _queue.IsNearlyEmpty)
        {
            _catchUpObservers.ForEach(static observer => observer.OnCaughtUp());
            _catchUpObservers = null;
        }
    }
}
