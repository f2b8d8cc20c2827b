using System.Runtime.CompilerServices;
using Sisk.Sse.Configuration;
using Sisk.Sse.Connections;
using Sisk.Sse.Telemetry;
using Sisk.Sse.Transport.Linux;
using Sisk.Sse.Wire;

namespace Sisk.Sse.Topics;

/// <summary>
/// Writes the events that a topic has queued for its connections, on the thread pool. In each round, it writes all events that were queued
/// since the last round, so a burst costs a connection one write for many events. One thread writes the rounds of a small or a quiet
/// topic. Several threads share a large round of a topic whose events come faster than one thread writes them, each with a batch of its
/// own.
/// </summary>
/// <param name="batches">The pool of batches to write with.</param>
/// <param name="counts">The counts of deliveries; null to count none.</param>
/// <param name="threads">The threads that may write.</param>
/// <param name="time">The clock of the timestamps.</param>
internal sealed partial class TopicWorker(
    SendBatches batches, DeliveryCounts? counts, DeliveryThreads threads, TimeProvider time) : IThreadPoolWorkItem
{
    /// <summary>
    /// The number of bytes after which a worker yields to the server's threads. They then send the bytes while these are still in the
    /// processor's cache, and before the server holds a part of a burst for thousands of clients.
    /// </summary>
    internal const int MaxBytesPerRun = 512 * 1024;

    /// <summary>
    /// The number of connections that a thread claims at once. Sixteen sends by one call of io_uring cost each as little as 64, and a
    /// thread that the system delays holds few connections up.
    /// </summary>
    private const int MaxClaim = 16;

    private readonly int _claim = Math.Min(MaxClaim, threads.ConnectionsEach);
    private readonly DeliveryRounds _rounds = new();
    private List<Connection> _queued = [];
    private int _workers;
    private long _busySince;
    private long _idleSince;
    private int _hasFirst;
    private BurstRun _run = new();
    private DropCounts? _drops;

    /// <summary>Gets the topic's lock, under which an event gets its position and is queued.</summary>
    internal Lock Gate { get; } = new();

    /// <summary>Gets a value indicating whether a further event can be queued. Called under the lock.</summary>
    internal bool HasRoom => _rounds.HasRoom;

    /// <summary>Returns a task that completes when a further event may have room. Called under the lock.</summary>
    internal Task WaitForRoomAsync() => _rounds.WaitForRoomAsync();

    /// <summary>Queues an event for its targets. Called under the lock.</summary>
    /// <param name="targets">The connections of the event.</param>
    /// <param name="frame">The event.</param>
    /// <param name="now">The clock's timestamp.</param>
    /// <param name="starts">The number of threads that the caller must <see cref="Start"/> after releasing the lock.</param>
    /// <returns>The number of targets that are behind.</returns>
    [MethodImpl(DeliveryPath.Optimized)]
    internal int Queue(Connection[] targets, Frame frame, long now, out int starts)
    {
        var gracePeriod = Backpressure.GetGracePeriod(targets.Length);
        var totals = new EnqueueTotals { Drops = _drops };
        var isIdle = _workers == 0;
        var run = isIdle ? null : _run.Add(targets, frame);
        foreach (var target in targets)
        {
            if (target.Enqueue(frame, now, gracePeriod, ref totals, run))
            {
                _queued.Add(target);
            }
        }

        if (counts is { IsEnabled: true })
        {
            counts.Add(frame.EventName, now, totals);
        }

        _drops = totals.Drops;
        _drops?.Clear();

        var isAtRest = isIdle && now - _idleSince >= _idleSince - _busySince;
        _rounds.AddEvent(isIdle);
        starts = _queued.Count == 0 ? 0 : Math.Max(0, GetNeeded(_rounds.Current.Unclaimed + _queued.Count, isAtRest) - _workers);
        _busySince = isIdle ? now : _busySince;
        _workers += starts;
        return totals.Behind;
    }

    /// <summary>Starts threads that write.</summary>
    internal void Start(int count)
    {
        for (; count > 0; count--)
        {
            ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
        }
    }

    /// <summary>
    /// Gets the number of threads that should write. A topic that writes more than half of the time needs all that are useful.
    /// </summary>
    private int GetNeeded(int connections, bool isAtRest) =>
        Math.Clamp(connections / (isAtRest ? threads.ConnectionsEachAtRest : threads.ConnectionsEach), 1, MaxThreads);

    void IThreadPoolWorkItem.Execute()
    {
        // The first worker writes until nothing is left. Each further one soon returns to the end of the pool's queue, so that the server's
        // other work has its turn.
        var isFirst = Interlocked.CompareExchange(ref _hasFirst, 1, 0) == 0;
        var batch = batches.Rent();
        var mustContinue = Write(batch, isFirst);
        batches.Return(batch);
        if (isFirst)
        {
            Volatile.Write(ref _hasFirst, 0);
        }

        if (mustContinue)
        {
            Start(1);
        }
    }

    /// <summary>Writes events until none are queued. Returns true if the worker must continue later.</summary>
    private bool Write(SendBatch batch, bool isFirst)
    {
        for (var bytes = 0L; ;)
        {
            var round = _rounds.Current;
            var (written, mustYield) = (0, false);
            while (!mustYield && round.TryClaim(_claim, out var targets))
            {
                bytes += Pump(targets, batch);
                written += targets.Length;
                mustYield = bytes >= MaxBytesPerRun || (!isFirst && written >= threads.ConnectionsEach);
            }

            batch.Flush();
            var isLast = written > 0 && round.EndWrites(written);
            if ((isLast || round.Unclaimed == 0) && !TryContinue(isLast ? round : null))
            {
                return false;
            }

            if (mustYield)
            {
                return true;
            }
        }
    }

    private long Pump(ReadOnlySpan<Connection> targets, SendBatch batch)
    {
        var bytes = 0L;
        foreach (var target in targets)
        {
            try
            {
                bytes += target.Pump(batch);
            }
            catch (Exception exception)
            {
                // An exception of one connection must not end the process or the writes to others.
                batches.Report(exception);
            }
        }

        return bytes;
    }
}
