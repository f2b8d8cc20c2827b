using System.Threading.Channels;
using Sisk.Sse.Telemetry;

namespace Sisk.Sse.Backplane;

/// <summary>The broadcasts of one stream that wait for the log: a bounded queue, from which batches are taken.</summary>
internal sealed class AppendQueue(EventLogOptions options, LogMetrics metrics)
{
    private const int MaxBatch = 256;
    private const int MaxBatchBytes = 256 * 1024;

    private readonly Channel<PendingAppend> _waiting = Channel.CreateBounded<PendingAppend>(
        new BoundedChannelOptions(options.MaxWaitingBroadcasts) { AllowSynchronousContinuations = true });

    private long _bytes;
    private int _apart;

    internal int Count => _waiting.Reader.Count;

    /// <summary>Returns false if the queue is full. An empty queue accepts an event of any size.</summary>
    internal bool TryAdd(PendingAppend append)
    {
        if (TryReserve(append) && _waiting.Writer.TryWrite(append))
        {
            return true;
        }

        Release([append]);
        return false;
    }

    /// <summary>Takes the space of a broadcast that is sent apart from the queue. Returns false if there is none.</summary>
    internal bool TryAddApart(PendingAppend append)
    {
        if (Interlocked.Increment(ref _apart) <= options.MaxWaitingBroadcasts & TryReserve(append))
        {
            return true;
        }

        ReleaseApart(append);
        return false;
    }

    /// <summary>Frees the space of a broadcast that was sent apart from the queue.</summary>
    internal void ReleaseApart(PendingAppend append)
    {
        Interlocked.Decrement(ref _apart);
        Release([append]);
    }

    /// <summary>Counts a broadcast. <see cref="Release"/> must follow. Returns false if it exceeds the limit of bytes.</summary>
    private bool TryReserve(PendingAppend append)
    {
        metrics.ChangeWaiting(append.Count);
        var size = append.Entry.Length;
        return Interlocked.Add(ref _bytes, size) - size is var before && (before == 0 || before + size <= options.MaxWaitingBytes);
    }

    internal ValueTask<bool> WaitAsync() => _waiting.Reader.WaitToReadAsync();

    /// <summary>Moves the oldest events to a batch. Returns false if there are none.</summary>
    internal bool TryTake(List<PendingAppend> batch)
    {
        var bytes = 0;
        while (batch.Count < MaxBatch && _waiting.Reader.TryPeek(out var next)
            && (bytes == 0 || bytes + next.Entry.Length <= MaxBatchBytes))
        {
            _waiting.Reader.TryRead(out _);
            if (next.Task.IsCompleted)
            {
                // Canceled while it was waiting.
                Release([next]);
                continue;
            }

            batch.Add(next);
            bytes += next.Entry.Length;
        }

        return batch.Count > 0;
    }

    /// <summary>Fails the events that have waited for at least the given time.</summary>
    internal void FailOlder(TimeSpan age, TimeProvider time, Func<Exception> failure)
    {
        while (_waiting.Reader.TryPeek(out var next) && time.GetElapsedTime(next.Since) >= age && _waiting.Reader.TryRead(out next))
        {
            Release([next]);
            if (next.TrySetException(failure()))
            {
                metrics.AppendFailed(next.Count);
            }
        }
    }

    /// <summary>Frees the space of events whose outcome is known.</summary>
    internal void Release(List<PendingAppend> batch)
    {
        metrics.ChangeWaiting(-PendingAppend.CountOf(batch));
        Interlocked.Add(ref _bytes, -batch.Sum(static append => (long)append.Entry.Length));
    }
}
