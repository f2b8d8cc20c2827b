using Sisk.Sse.Connections;
using Sisk.Sse.Log;
using Sisk.Sse.Transport.Linux;
using Sisk.Sse.Wire;

namespace Sisk.Sse.Topics;

/// <summary>
/// One push stream: its subscribers by key, its order of events, its history. In one step an event gets its position and is queued for
/// each of its connections, so that every connection gets the events in their order, whichever thread broadcasts. A worker writes them.
/// </summary>
internal sealed partial class StreamTopic
{
    private const int MaxDeliveriesAtOnce = 4096;

    private readonly TopicWorker _worker;
    private readonly Backpressure _backpressure;
    private readonly SubscriberIndex _subscribers = new();
    private readonly History _history;
    private readonly HistoryOptions _bounds;
    private readonly TimeProvider _time;
    private readonly IEventLog? _sharedLog;
    private EpochHistory _epochs;
    private (string Epoch, long Sequence) _appended = ("", 0);
    private long _sequence;

    /// <param name="name">The stream's name, the same on every server.</param>
    /// <param name="history">The bounds of the history.</param>
    /// <param name="time">The clock.</param>
    /// <param name="batches">The batches that the worker writes with.</param>
    /// <param name="paces"><see langword="true"/> if bursts are paced.</param>
    /// <param name="sharedLog">The log that other servers append to as well; <see langword="null"/> if this topic's own order is the order.</param>
    internal StreamTopic(
        string name, HistoryOptions history, TimeProvider time, SendBatches batches, bool paces = true, IEventLog? sharedLog = null)
    {
        Name = name;
        (_bounds, _time, _sharedLog) = (history, time, sharedLog);
        _worker = new TopicWorker(batches);
        _backpressure = new Backpressure(time, paces);
        _history = new History(history, time);
        if (sharedLog is null)
        {
            _epochs = new EpochHistory((StreamEventId.NewEpoch(), 0));
            IsReady = true;
        }
        else
        {
            _epochs = new EpochHistory(("", 0));
            sharedLog.Attach(this);
        }
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <summary>
    /// Broadcasts an event to the subscribers of its key. Completes later only if events are accepted faster than they can be written,
    /// and never because of a client that does not read (<see cref="Backpressure"/>).
    /// </summary>
    internal ValueTask PublishAsync(EventRecord record, CancellationToken cancellationToken)
    {
        if (_sharedLog is not null)
        {
            return _sharedLog.AppendAsync(this, record, cancellationToken);
        }

        var frame = Encode(record, first: null, 0);
        Accepted accepted;
        lock (_worker.Gate)
        {
            if (!_worker.HasRoom)
            {
                return AcceptAsync([frame], first: null, cancellationToken);
            }

            accepted = Accept(frame, given: null);
        }

        return new ValueTask(WriteAsync(accepted, cancellationToken));
    }

    private async ValueTask AcceptAsync(Frame[] frames, LogPosition? first, CancellationToken cancellationToken)
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

    /// <summary>Encodes an event without the lock, with the id that it will probably have.</summary>
    private Frame Encode(EventRecord record, LogPosition? first, int offset)
    {
        Span<byte> id = stackalloc byte[StreamEventId.MaxLength];
        var sequence = (first?.Sequence ?? Volatile.Read(ref _sequence) + 1) + offset;
        var length = Volatile.Read(ref _epochs).Format(sequence, id);
        return FrameEncoder.Broadcast(record.Data.Span, record.EventName, id[..length], record.Key);
    }

    /// <summary>Accepts as many events as can be queued in a short time, since other threads wait for the lock.</summary>
    private Accepted AcceptSome(Frame[] frames, LogPosition? first, ref int done)
    {
        var (startsWorker, deliveries) = (false, 0);
        while (true)
        {
            var accepted = Accept(frames[done], first is { } position ? position with { Sequence = position.Sequence + done } : null);
            done++;
            startsWorker |= accepted.StartsWorker;
            deliveries += accepted.Targets.Length;
            if (done == frames.Length || accepted.IsTooFast || deliveries >= MaxDeliveriesAtOnce || !_worker.HasRoom)
            {
                return accepted with { StartsWorker = startsWorker };
            }
        }
    }

    private Accepted Accept(Frame encoded, LogPosition? given)
    {
        var now = _time.GetTimestamp();
        var position = given ?? new LogPosition(_sequence + 1, now);
        Span<byte> id = stackalloc byte[StreamEventId.MaxLength];
        var frame = encoded.WithId(id[.._epochs.Format(position.Sequence, id)]);
        _sequence = position.Sequence;
        _history.Add(position, frame);
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
    /// <param name="StartsWorker"><see langword="true"/> if no worker runs that would write the event.</param>
    /// <param name="IsTooFast"><see langword="true"/> if the broadcaster is to wait.</param>
    private readonly record struct Accepted(Connection[] Targets, bool StartsWorker, bool IsTooFast);
}
