using Sisk.Sse.Connections;
using Sisk.Sse.Log;
using Sisk.Sse.Telemetry;
using Sisk.Sse.Wire;

namespace Sisk.Sse.Topics;

/// <summary>
/// One push stream: its subscribers by key, the order of its events, and its history. Under one lock, an event gets its position and is
/// queued for each connection, so that all connections get the events in the same order. A worker writes them. Thread-safe.
/// </summary>
internal sealed partial class StreamTopic
{
    /// <summary>The number of deliveries after which a thread that queues many events releases the lock.</summary>
    private const int MaxDeliveriesPerLock = 4096;

    private readonly TopicWorker _worker;
    private readonly Backpressure _backpressure;
    private readonly SubscriberIndex _subscribers = new();
    private readonly History _history;
    private readonly HistoryOptions _bounds;
    private readonly NewcomerReplay _newcomers;
    private readonly TimeProvider _time;
    private readonly ITopicLog? _sharedLog;
    private readonly TopicTelemetry _telemetry;
    private EpochHistory _epochs;
    private (string Epoch, long Sequence) _appended = ("", 0);
    private long _sequence;

    internal StreamTopic(TopicSettings settings, TopicServices services)
    {
        (Name, Shape, _bounds, _newcomers, _telemetry) =
            (settings.Name, settings.Shape, settings.History, settings.Newcomers, settings.Telemetry);
        (_time, _sharedLog) = (services.Time, services.Log);
        _worker = new TopicWorker(services.Batches, _telemetry.Counts, services.Threads, _time);
        _backpressure = new Backpressure(_time, services.Paces);
        _history = new History(_bounds, _time, indexesLatest: _newcomers is NewcomerReplay.Latest);
        if (_sharedLog is null)
        {
            _epochs = new EpochHistory((StreamEventId.NewEpoch(), 0));
            IsReady = true;
        }
        else
        {
            _epochs = new EpochHistory(("", 0));
            _sharedLog.Attach(this);
        }
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <summary>Gets a value indicating whether events come to this host. A host that only publishes gets none.</summary>
    internal bool IsFollowed => _sharedLog?.IsFollowed ?? true;

    /// <summary>
    /// Broadcasts an event to the subscribers of its key.
    /// </summary>
    /// <returns>
    /// A task that completes when the event is queued. It waits if events are broadcast faster than they can be written, but never for a
    /// client that does not read (<see cref="Backpressure"/>).
    /// </returns>
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

            accepted = Accept(frame, assigned: null) with { Unreported = _worker.TakeUnreported() };
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
                round = _worker.HasRoom ? null : _worker.WaitForRoomAsync();
                accepted = round is null ? AcceptSome(frames, first, ref done) : default;
            }

            await (round?.WaitAsync(cancellationToken) ?? WriteAsync(accepted, cancellationToken)).ConfigureAwait(false);
        }
    }

    /// <summary>Encodes an event outside the lock, with a predicted id.</summary>
    private Frame Encode(EventRecord record, LogPosition? first, int offset)
    {
        Span<byte> id = stackalloc byte[StreamEventId.MaxLength];
        var sequence = (first?.Sequence ?? Volatile.Read(ref _sequence) + 1) + offset;
        var length = Volatile.Read(ref _epochs).Format(sequence, id);
        return FrameEncoder.Broadcast(record.Data.Span, record.EventName, id[..length], record.Key, record.IsLast);
    }

    /// <summary>Accepts as many events as can be queued in a short time, since other threads wait for the lock.</summary>
    private Accepted AcceptSome(Frame[] frames, LogPosition? first, ref int done)
    {
        var (starts, deliveries) = (0, 0);
        while (true)
        {
            var accepted = Accept(frames[done], first is { } position ? position with { Sequence = position.Sequence + done } : null);
            done++;
            starts += accepted.WorkerStarts;
            deliveries += accepted.Targets.Length;
            if (done == frames.Length || accepted.MustWait || deliveries >= MaxDeliveriesPerLock || !_worker.HasRoom)
            {
                return accepted with { WorkerStarts = starts, Unreported = _worker.TakeUnreported() };
            }
        }
    }

    private Accepted Accept(Frame encoded, LogPosition? assigned)
    {
        var now = _time.GetTimestamp();
        var position = assigned ?? new LogPosition(_sequence + 1, now);
        Span<byte> id = stackalloc byte[StreamEventId.MaxLength];
        var frame = encoded.WithId(id[.._epochs.Format(position.Sequence, id)]);
        _sequence = position.Sequence;
        _history.Add(position, frame);
        var targets = _subscribers.Find(frame.Key!);
        var behind = _worker.Queue(targets, frame, now, out var starts);
        if (frame.IsLast)
        {
            Complete(frame.Key!, targets);
        }

        return new Accepted(targets, starts, _backpressure.MustWait(behind, targets.Length, now));
    }

    private Task WriteAsync(Accepted accepted, CancellationToken cancellationToken)
    {
        _worker.Start(accepted.WorkerStarts);
        _worker.Report(accepted.Unreported);
        return accepted.MustWait ? _backpressure.WaitAsync(accepted.Targets, cancellationToken) : Task.CompletedTask;
    }

    /// <summary>An event that was accepted under the lock.</summary>
    /// <param name="Targets">The connections of the event.</param>
    /// <param name="WorkerStarts">The number of the worker's threads that the caller must start.</param>
    /// <param name="MustWait">A value that indicates whether the broadcaster must wait for its clients.</param>
    /// <param name="Unreported">Counts that no worker will report; null for none.</param>
    private readonly record struct Accepted(Connection[] Targets, int WorkerStarts, bool MustWait, RoundCounts? Unreported = null);
}
