using Sisk.Sse.Connections;
using Sisk.Sse.Log;
using Sisk.Sse.Transport.Linux;
using Sisk.Sse.Wire;

namespace Sisk.Sse.Topics;

/// <summary>
/// One push stream: its connections by key, its order of events, its history. An event gets its place and is in the queue of
/// each connection in one step, so that each gets the events in their order, whichever thread broadcasts. A worker writes.
/// </summary>
internal sealed class StreamTopic(string name, HistoryOptions history, TimeProvider time, SendBatches batches, bool paces = true)
{
    private const int MaxDeliveriesAtOnce = 4096;

    private readonly TopicWorker _worker = new(batches);
    private readonly Backpressure _backpressure = new(time, paces);
    private readonly SubscriberIndex _subscribers = new();
    private readonly History _history = new(history, time);
    private Lineage _lineage = new(("", 0));
    private (string Epoch, long Sequence) _appended = ("", 0);
    private long _sequence;

    /// <summary>The stream's name, the same on every server.</summary>
    internal string Name => name;

    /// <summary>The time for which the history keeps an event: the same on every server, from its start.</summary>
    internal TimeSpan MaxAge => history.MaxAge;

    /// <summary>Whether the log has given the topic what it holds; until then nobody can join.</summary>
    internal bool IsReady { get; set => Volatile.Write(ref field, value); }

    /// <summary>The sequence before the oldest event of the history.</summary>
    internal long CompleteAfter
    {
        get
        {
            lock (_worker.Gate)
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

        lock (_worker.Gate)
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
        lock (_worker.Gate)
        {
            (_lineage, _sequence) = (lineage, position);
            _history.Restart(position);
            return _subscribers.Find("");
        }
    }

    /// <summary>Takes up further epochs of the same log.</summary>
    internal void Continue(Lineage lineage)
    {
        lock (_worker.Gate)
        {
            _lineage = lineage;
        }
    }

    /// <summary>
    /// Gives the event its id and puts it into the queues of its connections; a worker writes. Completes later only when events are accepted
    /// faster than they can be written: never for a client that does not read (<see cref="Backpressure"/>).
    /// </summary>
    /// <inheritdoc cref="AcceptAsync(IReadOnlyList{EventRecord}, LogPlace?, CancellationToken)" path="/param"/>
    internal ValueTask AcceptAsync(EventRecord record, LogPlace? place, CancellationToken cancellationToken)
    {
        var frame = Encode(record, place, 0);
        Accepted accepted;
        lock (_worker.Gate)
        {
            if (!_worker.HasRoom)
            {
                return AcceptAsync([frame], place, cancellationToken);
            }

            accepted = Accept(frame, place);
        }

        return new ValueTask(WriteAsync(accepted, cancellationToken));
    }

    /// <summary>Accepts events that follow each other, as one by one, but has the worker write them together.</summary>
    /// <param name="records">The events.</param>
    /// <param name="first">The first one's place in the log; null for the next ones, where this topic is the log.</param>
    /// <param name="cancellationToken">Cancels the wait for the worker, so that the rest is not accepted, or the wait behind them.</param>
    internal ValueTask AcceptAsync(IReadOnlyList<EventRecord> records, LogPlace? first, CancellationToken cancellationToken)
    {
        var frames = new Frame[records.Count];
        for (var i = 0; i < frames.Length; i++)
        {
            frames[i] = Encode(records[i], first, i);
        }

        return AcceptAsync(frames, first, cancellationToken);
    }

    private async ValueTask AcceptAsync(Frame[] frames, LogPlace? first, CancellationToken cancellationToken)
    {
        for (var done = 0; done < frames.Length;)
        {
            Task? round;
            Accepted accepted;
            lock (_worker.Gate)
            {
                round = _worker.HasRoom ? null : _worker.NextRound();
                accepted = round is null ? AcceptSome(frames, first, ref done) : default;
            }

            await (round?.WaitAsync(cancellationToken) ?? WriteAsync(accepted, cancellationToken)).ConfigureAwait(false);
        }
    }

    /// <summary>Where the topic stands now, for a client that joins later.</summary>
    internal Arrival Arrive()
    {
        lock (_worker.Gate)
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
        lock (_worker.Gate)
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
        Subscriber subscriber;
        ResumeResult resume;
        HistorySlice after;
        Lineage lineage;
        long start, current;
        lock (_worker.Gate)
        {
            _history.Trim();
            var known = _lineage.TryFind(lastEventId, out var seen) && seen <= _sequence && _history.HoldsAllAfter(seen, key);
            var from = known ? seen : StartOf(arrival);
            start = known ? from : Math.Max(from, _history.CompleteAfter);
            subscriber = new Subscriber(this, connection, key);
            _subscribers.Add(subscriber);

            // More may have passed while the stream's method ran than is kept. A new client is told so as well.
            resume = known ? ResumeResult.Resumed
                : lastEventId is null && _history.HoldsAllAfter(from, key) ? ResumeResult.Fresh
                : ResumeResult.Reset;
            (after, lineage, current) = (_history.After(start), _lineage, _sequence);
        }

        // A client that has missed nothing stands where the stream does now, though the latest events went to others.
        var missed = after.To(key);
        return new Subscription(subscriber, resume, missed, lineage.Format(missed.Count == 0 ? current : start));
    }

    internal void Leave(Subscriber subscriber)
    {
        lock (_worker.Gate)
        {
            _subscribers.Remove(subscriber);
        }
    }

    private long StartOf(Arrival arrival) =>
        arrival.Position is { } position && position <= _sequence && _lineage.Holds(arrival.Epoch, position)
            ? position
            : _history.LatestAt(arrival.At);

    /// <summary>Encodes an event without the lock, with the id that it will probably have.</summary>
    private Frame Encode(EventRecord record, LogPlace? first, int offset)
    {
        Span<byte> id = stackalloc byte[StreamEventId.MaxLength];
        var sequence = (first?.Sequence ?? Volatile.Read(ref _sequence) + 1) + offset;
        var length = Volatile.Read(ref _lineage).Format(sequence, id);
        return FrameEncoder.Broadcast(record.Data.Span, record.EventName, id[..length], record.Key);
    }

    /// <summary>Accepts as many as are put into queues in a short time, since others wait for the lock.</summary>
    private Accepted AcceptSome(Frame[] frames, LogPlace? first, ref int done)
    {
        var (startsWorker, deliveries) = (false, 0);
        while (true)
        {
            var accepted = Accept(frames[done], first is { } place ? place with { Sequence = place.Sequence + done } : null);
            done++;
            startsWorker |= accepted.StartsWorker;
            deliveries += accepted.Targets.Length;
            if (done == frames.Length || accepted.IsTooFast || deliveries >= MaxDeliveriesAtOnce || !_worker.HasRoom)
            {
                return accepted with { StartsWorker = startsWorker };
            }
        }
    }

    private Accepted Accept(Frame encoded, LogPlace? given)
    {
        var now = time.GetTimestamp();
        var place = given ?? new LogPlace(_sequence + 1, now);
        Span<byte> id = stackalloc byte[StreamEventId.MaxLength];
        var frame = encoded.WithId(id[.._lineage.Format(place.Sequence, id)]);
        _sequence = place.Sequence;
        _history.Add(place, frame);
        var targets = _subscribers.Find(frame.Key!);
        var behind = _worker.Queue(targets, frame, now, out var start);
        return new Accepted(targets, start, _backpressure.IsDue(behind, targets.Length, now));
    }

    private Task WriteAsync(Accepted accepted, CancellationToken cancellationToken)
    {
        if (accepted.StartsWorker)
        {
            _worker.Start();
        }

        return accepted.IsTooFast ? _backpressure.WaitAsync(accepted.Targets, cancellationToken) : Task.CompletedTask;
    }

    /// <param name="Targets">The connections that got the event.</param>
    /// <param name="StartsWorker">Whether no worker runs that would write it.</param>
    /// <param name="IsTooFast">Whether the broadcaster is to wait behind it.</param>
    private readonly record struct Accepted(Connection[] Targets, bool StartsWorker, bool IsTooFast);
}
