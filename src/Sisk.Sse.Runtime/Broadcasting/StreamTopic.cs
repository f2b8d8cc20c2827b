using Sisk.Sse.Delivery;
using Sisk.Sse.Wire;

namespace Sisk.Sse.Broadcasting;

/// <summary>
/// One push stream: its connections by key, its order of events, its history. Whoever accepts an event while nobody
/// delivers becomes the deliverer, so that each connection gets the events in their order, whichever thread broadcasts.
/// </summary>
internal sealed class StreamTopic(HistoryOptions history, TimeProvider time)
{
    /// <summary>How many accepted events may wait for the deliverer before a broadcaster has to wait for it.</summary>
    private const int MaxPending = 4096;

    private readonly Lock _gate = new();
    private readonly SubscriberIndex _subscribers = new();
    private readonly History _history = new(history, time);
    private readonly Queue<(long Sequence, Frame Frame)> _pending = new();
    private readonly string _epoch = EventId.NewEpoch();
    private long _sequence;
    private bool _delivering;
    private TaskCompletionSource? _room;

    /// <summary>The sequence of the latest event. What is broadcast after it can be asked for in <see cref="Join"/>.</summary>
    internal long Position
    {
        get
        {
            lock (_gate)
            {
                return _sequence;
            }
        }
    }

    internal int Count
    {
        get
        {
            lock (_gate)
            {
                return _subscribers.Count;
            }
        }
    }

    /// <summary>
    /// Gives the event its id and delivers it, or leaves that to the thread that is delivering already. Waits only when
    /// events are accepted faster than this machine can hand them on, and never for a client.
    /// </summary>
    internal ValueTask AcceptAsync(EventRecord record, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            if (_pending.Count < MaxPending)
            {
                if (!Accept(record))
                {
                    return ValueTask.CompletedTask;
                }
            }
            else
            {
                return AcceptWhenRoomAsync(record, cancellationToken);
            }
        }

        Deliver();
        return ValueTask.CompletedTask;
    }

    /// <summary>
    /// Adds a connection. What it has missed comes back to be sent before anything live; from here on it gets the rest,
    /// without gap or repeat, however fast events arrive.
    /// </summary>
    /// <param name="connection">The connection, open and not started.</param>
    /// <param name="key">The values of its identifier's parameters.</param>
    /// <param name="lastEventId">What the client has seen last, if it says so.</param>
    /// <param name="position">Where a client without a last event id begins.</param>
    internal Subscription Join(Connection connection, string key, string? lastEventId, long position)
    {
        lock (_gate)
        {
            _history.Trim();
            var known = EventId.TryParse(lastEventId, _epoch, out var seen) && seen >= _history.CompleteAfter && seen <= _sequence;
            var start = known ? seen : Math.Max(position, _history.CompleteAfter);
            var subscriber = new Subscriber(this, connection, key, _sequence);
            _subscribers.Add(subscriber);
            var resume = lastEventId is null ? ResumeResult.Fresh : known ? ResumeResult.Resumed : ResumeResult.Reset;
            return new Subscription(subscriber, resume, _history.After(start, key), EventId.Format(_epoch, start));
        }
    }

    internal void Leave(Subscriber subscriber)
    {
        lock (_gate)
        {
            _subscribers.Remove(subscriber);
        }
    }

    private async ValueTask AcceptWhenRoomAsync(EventRecord record, CancellationToken cancellationToken)
    {
        while (true)
        {
            Task room;
            var deliver = false;
            lock (_gate)
            {
                if (_pending.Count < MaxPending)
                {
                    deliver = Accept(record);
                    room = Task.CompletedTask;
                }
                else
                {
                    _room ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                    room = _room.Task;
                }
            }

            if (deliver)
            {
                Deliver();
            }

            if (room.IsCompleted)
            {
                return;
            }

            await room.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>True when the caller has to deliver.</summary>
    private bool Accept(EventRecord record)
    {
        var sequence = _sequence + 1;
        var frame = FrameEncoder.Event(record.Data.Span, record.EventName, EventId.Format(_epoch, sequence), record.Key);
        _sequence = sequence;
        _history.Add(sequence, frame);
        _pending.Enqueue((sequence, frame));
        var deliver = !_delivering;
        _delivering = true;
        return deliver;
    }

    private void Deliver()
    {
        while (TryTakePending(out var sequence, out var frame, out var targets))
        {
            foreach (var target in targets)
            {
                if (target.StartsAfter < sequence)
                {
                    target.Connection.Send(frame);
                }
            }
        }
    }

    private bool TryTakePending(out long sequence, out Frame frame, out Subscriber[] targets)
    {
        lock (_gate)
        {
            if (!_pending.TryDequeue(out var next))
            {
                _delivering = false;
                (sequence, frame, targets) = (0, null!, []);
                return false;
            }

            (sequence, frame) = next;
            targets = _subscribers.Find(frame.Key!);
            if (_pending.Count == MaxPending / 2)
            {
                _room?.TrySetResult();
                _room = null;
            }

            return true;
        }
    }
}
