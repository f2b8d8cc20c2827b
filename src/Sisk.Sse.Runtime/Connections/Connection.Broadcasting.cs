using System.Runtime.CompilerServices;
using Sisk.Sse.Transport.Linux;
using Sisk.Sse.Wire;

namespace Sisk.Sse.Connections;

/// <content>Queues broadcast events, which the topic's worker writes.</content>
internal sealed partial class Connection
{
    /// <summary>
    /// Queues an event without writing it, so that it can be called under a lock.
    /// </summary>
    /// <param name="frame">The event.</param>
    /// <param name="now">The clock's timestamp.</param>
    /// <param name="gracePeriod">The grace period of <see cref="IsBehind"/>.</param>
    /// <param name="totals">The results, to which this connection's is added.</param>
    /// <param name="run">The run of which the event is the last; null for none.</param>
    /// <returns>True if the caller must call <see cref="Pump"/> later, once for all events that it has queued.</returns>
    [MethodImpl(DeliveryPath.Optimized)]
    internal bool Enqueue(Frame frame, long now, TimeSpan gracePeriod, ref EnqueueTotals totals, FrameRun? run = null)
    {
        lock (this)
        {
            if (!AcceptsEvents)
            {
                return false;
            }

            var result = frame.IsLast ? _queue.AddLast(frame, ref totals.Drops) : _queue.Add(frame, run, ref totals.Drops);
            if (result is QueueResult.Overflowed)
            {
                _workerTasks |= WorkerTasks.Abort;
                return true;
            }

            totals.Queued += result is QueueResult.Added ? 1 : 0;
            RecordEvent(result, frame, now);
            var pump = result is QueueResult.Added && TryBeginPump();
            _workerTasks |= pump ? WorkerTasks.Write : WorkerTasks.None;
            if (IsBehindNow(now, gracePeriod))
            {
                totals.Behind++;
            }

            return pump;
        }
    }

    /// <summary>
    /// Returns true if much is queued although the client reads. The observer is then notified when the queue is nearly empty.
    /// </summary>
    /// <param name="now">The clock's timestamp.</param>
    /// <param name="gracePeriod">The time after which a pending write shows that the client does not read.</param>
    /// <param name="observer">The observer. It is notified once, however often it asked.</param>
    /// <param name="remaining">The remaining time of the grace period.</param>
    internal bool IsBehind(long now, TimeSpan gracePeriod, ICatchUpObserver observer, out TimeSpan remaining)
    {
        lock (this)
        {
            remaining = gracePeriod - (_blocked ? _timers.GetWriteDuration(now) : TimeSpan.Zero);
            if (!IsBehindNow(now, gracePeriod))
            {
                return false;
            }

            AddCatchUpObserver(observer);
            return true;
        }
    }

    /// <summary>
    /// Adds an observer in the place of one that no longer waits, so that the list stays as short as the number of waits.
    /// </summary>
    private void AddCatchUpObserver(ICatchUpObserver observer)
    {
        var observers = _catchUpObservers ??= [];
        if (!observers.Contains(observer))
        {
            observers.RemoveAll(static other => !other.IsActive);
            observers.Add(observer);
        }
    }

    [MethodImpl(DeliveryPath.Inlined)]
    private bool IsBehindNow(long now, TimeSpan gracePeriod) =>
        _queue.IsFilling && (_users & ResponseUsers.Pump) != 0 && (!_blocked || _timers.GetWriteDuration(now) < gracePeriod);

    /// <summary>Writes the events that <see cref="Enqueue"/> has queued, or aborts the connection if its queue has overflowed.</summary>
    /// <param name="batch">The batch for the first flush; null to send it separately.</param>
    /// <returns>The number of bytes that were written to the transport.</returns>
    internal long Pump(SendBatch? batch = null)
    {
        var before = SentBytes;
        WorkerTasks tasks;
        lock (this)
        {
            tasks = _workerTasks;
            _workerTasks &= ~WorkerTasks.Write;
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
}
