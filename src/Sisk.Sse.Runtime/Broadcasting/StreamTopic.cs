using Sisk.Sse.Delivery;
using Sisk.Sse.Wire;

namespace Sisk.Sse.Broadcasting;

/// <summary>
/// One push stream: its connections by key, its order of events, its history. One worker at a time delivers what was
/// accepted, so that each connection gets the events in their order, whichever thread broadcasts.
/// </summary>
internal sealed class StreamTopic(HistoryOptions history, TimeProvider time) : IThreadPoolWorkItem
{
    /// <summary>How many accepted events may wait for the worker before a broadcaster has to wait for it.</summary>
    private const int MaxPending = 128;

    /// <summary>How many events are handed to the connections before these write: a burst costs a write for many events, not for each.</summary>
    private const int MaxBatch = 64;

    private readonly Lock _gate = new();
    private readonly SubscriberIndex _subscribers = new();
    private readonly History _history = new(history, time);
    private readonly Queue<(long Sequence, Frame Frame)> _pending = new();
    private readonly string _epoch = EventId.NewEpoch();
    private readonly List<Connection> _primed = [];
    private EventHistoryAttribute? _bounds;
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
    /// Gives the event its id and leaves the delivery to a worker. Waits only when events are accepted faster than this machine can
    /// hand them on, and never for a client.
    /// </summary>
    internal ValueTask AcceptAsync(EventRecord record, CancellationToken cancellationToken)
    {
        bool work;
        lock (_gate)
        {
            if (_pending.Count >= MaxPending)
            {
                return AcceptWhenRoomAsync(record, cancellationToken);
            }

            work = Accept(record);
        }

        if (work)
        {
            StartWorker();
        }

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

    /// <summary>Bounds the history as the stream's endpoint says. Cheap to call again with the same.</summary>
    internal void UseHistory(EventHistoryAttribute bounds)
    {
        if (ReferenceEquals(Volatile.Read(ref _bounds), bounds))
        {
            return;
        }

        lock (_gate)
        {
            _history.Use(bounds);
            Volatile.Write(ref _bounds, bounds);
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
        bool work;
        while (true)
        {
            Task room;
            lock (_gate)
            {
                if (_pending.Count < MaxPending)
                {
                    work = Accept(record);
                    break;
                }

                _room ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                room = _room.Task;
            }

            await room.WaitAsync(cancellationToken).ConfigureAwait(false);
        }

        if (work)
        {
            StartWorker();
        }
    }

    /// <summary>True when a worker has to be started.</summary>
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

    private void StartWorker() => ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);

    void IThreadPoolWorkItem.Execute()
    {
        while (true)
        {
            var batch = 0;
            while (batch < MaxBatch && TryTakePending(out var sequence, out var frame, out var targets))
            {
                Hand(sequence, frame, targets);
                batch++;
            }

            foreach (var connection in _primed)
            {
                connection.Pump();
            }

            _primed.Clear();
            if (batch < MaxBatch && Rest())
            {
                return;
            }
        }
    }

    private void Hand(long sequence, Frame frame, Subscriber[] targets)
    {
        foreach (var target in targets)
        {
            if (target.StartsAfter < sequence && target.Connection.Prime(frame))
            {
                _primed.Add(target.Connection);
            }
        }
    }

    private bool TryTakePending(out long sequence, out Frame frame, out Subscriber[] targets)
    {
        lock (_gate)
        {
            if (!_pending.TryDequeue(out var next))
            {
                (sequence, frame, targets) = (0, null!, []);
                return false;
            }

            (sequence, frame) = next;
            targets = _subscribers.Find(frame.Key!);
            if (_pending.Count <= MaxPending / 2)
            {
                _room?.TrySetResult();
                _room = null;
            }

            return true;
        }
    }

    /// <summary>Ends the worker's turn if nothing has come meanwhile, in one step, so that nothing stays behind.</summary>
    private bool Rest()
    {
        lock (_gate)
        {
            _delivering = _pending.Count > 0;
            return !_delivering;
        }
    }
}
