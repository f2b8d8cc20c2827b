using Sisk.Sse.Delivery;
using Sisk.Sse.Wire;

namespace Sisk.Sse.Broadcasting;

/// <summary>
/// One push stream: its connections by key, its order of events, its history. An event gets its place and is in the queue of
/// each connection in one step, so that each gets the events in their order, whichever thread broadcasts. One worker at a
/// time writes.
/// </summary>
internal sealed class StreamTopic(string name, HistoryOptions history, TimeProvider time) : IThreadPoolWorkItem
{
    /// <summary>How many events may have been queued since the worker last began a round, before a broadcaster has to wait for the next.</summary>
    private const int MaxUnwritten = 128;

    private readonly Lock _gate = new();
    private readonly SubscriberIndex _subscribers = new();
    private readonly History _history = new(history, time);
    private Lineage _lineage = new(("", 0));
    private (string Epoch, long Sequence) _appended = ("", 0);
    private EventHistoryAttribute? _bounds;
    private long _sequence;
    private List<Connection> _primed = [];
    private List<Connection> _writing = [];
    private int _unwritten;
    private bool _isWorking;
    private TaskCompletionSource? _room;

    /// <summary>The stream's name, the same on every server.</summary>
    internal string Name => name;

    /// <summary>Whether the log has given the topic what it holds; until then nobody can join.</summary>
    internal bool IsReady { get; set => Volatile.Write(ref field, value); }

    /// <summary>The sequence before the oldest event of the history.</summary>
    internal long CompleteAfter
    {
        get
        {
            lock (_gate)
            {
                _history.Trim();
                return _history.CompleteAfter;
            }
        }
    }

    /// <summary>Whether a client can be met without asking the log for news.</summary>
    internal bool IsCurrentFor(string? lastEventId, Arrival arrival)
    {
        if (!IsReady)
        {
            return false;
        }

        lock (_gate)
        {
            return lastEventId is null
                ? arrival.Position <= _sequence
                : _lineage.TryFind(lastEventId, out var seen) && seen <= _sequence;
        }
    }

    /// <summary>
    /// Begins anew behind a position of the log. The connections that are there have missed what cannot be had any more: they
    /// are given back, to be ended, so that their clients return and are answered by a reset.
    /// </summary>
    internal Connection[] Restart(Lineage lineage, long position)
    {
        lock (_gate)
        {
            (_lineage, _sequence) = (lineage, position);
            _history.Restart(position);
            return _subscribers.Find("");
        }
    }

    /// <summary>Takes up further epochs of the same log.</summary>
    internal void Continue(Lineage lineage)
    {
        lock (_gate)
        {
            _lineage = lineage;
        }
    }

    /// <summary>
    /// Gives the event its id and puts it into the queues of its connections; a worker writes. Waits only when events are accepted
    /// faster than this machine can write them, and never for a client.
    /// </summary>
    /// <param name="record">The event.</param>
    /// <param name="place">Its place in the log; null for the next one, where this topic is the log.</param>
    /// <param name="cancellationToken">Cancels the wait; the event is then not accepted.</param>
    internal ValueTask AcceptAsync(EventRecord record, LogPlace? place, CancellationToken cancellationToken)
    {
        bool work;
        lock (_gate)
        {
            if (_unwritten >= MaxUnwritten)
            {
                return AcceptWhenRoomAsync(record, place, cancellationToken);
            }

            work = Accept(record, place);
        }

        if (work)
        {
            StartWorker();
        }

        return ValueTask.CompletedTask;
    }

    /// <summary>Where the topic stands now, for a client that joins later.</summary>
    internal Arrival Arrive()
    {
        lock (_gate)
        {
            var now = time.GetTimestamp();
            if (!IsReady)
            {
                return new(_appended.Epoch.Length > 0 ? _appended.Sequence : null, _appended.Epoch, now);
            }

            var own = _appended.Epoch == _lineage.Current ? _appended.Sequence : 0;
            return new(Math.Max(_sequence, own), _lineage.Current, now);
        }
    }

    /// <summary>An event of this server's has its place in the log, and may still be on its way here: who comes now comes after it.</summary>
    internal void NoteAppended(string epoch, long sequence)
    {
        lock (_gate)
        {
            _appended = (epoch, sequence);
        }
    }

    /// <summary>
    /// Adds a connection. What it has missed comes back to be sent before anything live; from here on it gets the rest,
    /// without gap or repeat, however fast events arrive.
    /// </summary>
    /// <param name="connection">The connection, open and not started.</param>
    /// <param name="key">The values of its identifier's parameters.</param>
    /// <param name="lastEventId">What the client has seen last, if it says so.</param>
    /// <param name="arrival">Where a client without a last event id begins.</param>
    internal Subscription Join(Connection connection, string key, string? lastEventId, Arrival arrival)
    {
        lock (_gate)
        {
            _history.Trim();
            var known = _lineage.TryFind(lastEventId, out var seen) && seen <= _sequence && _history.HoldsAllAfter(seen, key);
            var start = known ? seen : Math.Max(StartOf(arrival), _history.CompleteAfter);
            var subscriber = new Subscriber(this, connection, key);
            _subscribers.Add(subscriber);
            var resume = lastEventId is null ? ResumeResult.Fresh : known ? ResumeResult.Resumed : ResumeResult.Reset;
            var missed = _history.After(start, key);

            // Who has missed nothing stands where the stream does now, though the latest events went to others.
            return new Subscription(subscriber, resume, missed, _lineage.Format(missed.Count == 0 ? _sequence : start));
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

    private long StartOf(Arrival arrival) =>
        arrival.Position is { } position && position <= _sequence && _lineage.Holds(arrival.Epoch, position)
            ? position
            : _history.LatestAt(arrival.At);

    private async ValueTask AcceptWhenRoomAsync(EventRecord record, LogPlace? place, CancellationToken cancellationToken)
    {
        bool work;
        while (true)
        {
            Task room;
            lock (_gate)
            {
                if (_unwritten < MaxUnwritten)
                {
                    work = Accept(record, place);
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
    private bool Accept(EventRecord record, LogPlace? given)
    {
        var place = given ?? new LogPlace(_sequence + 1, time.GetTimestamp());
        var frame = FrameEncoder.Event(record.Data.Span, record.EventName, _lineage.Format(place.Sequence), record.Key);
        _sequence = place.Sequence;
        _history.Add(place, frame);
        Prime(_subscribers.Find(record.Key), frame, time.GetTimestamp());

        if (_isWorking)
        {
            _unwritten++;
            return false;
        }

        return _isWorking = _primed.Count > 0;
    }

    private void Prime(Connection[] targets, Frame frame, long now)
    {
        foreach (var target in targets)
        {
            if (target.Prime(frame, now))
            {
                _primed.Add(target);
            }
        }
    }

    private void StartWorker() => ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);

    void IThreadPoolWorkItem.Execute()
    {
        // A burst is written many events at a time: what is queued while a round goes on waits for the next one.
        while (BeginRound())
        {
            foreach (var connection in _writing)
            {
                connection.Pump();
            }

            _writing.Clear();
        }
    }

    /// <summary>Takes up what there is to write; where there is nothing, the worker rests, in one step, so that nothing stays behind.</summary>
    private bool BeginRound()
    {
        lock (_gate)
        {
            (_primed, _writing) = (_writing, _primed);
            _unwritten = 0;
            _room?.TrySetResult();
            _room = null;
            return _isWorking = _writing.Count > 0;
        }
    }
}
