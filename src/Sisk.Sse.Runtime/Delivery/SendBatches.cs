using Sisk.Sse.Delivery.Sockets;

namespace Sisk.Sse.Delivery;

/// <summary>Batches of flushes, used again: one for each thread that writes to many connections at a time.</summary>
/// <param name="mayUseRing">Whether they may leave by one system call.</param>
internal sealed class SendBatches(bool mayUseRing = true) : IDisposable
{
    private readonly Lock _gate = new();
    private readonly Stack<SendBatch> _idle = [];
    private bool _mayUseRing = mayUseRing;
    private bool _disposed;

    /// <summary>Whether the system allows it, as far as is known.</summary>
    internal bool MayUseRing => Volatile.Read(ref _mayUseRing);

    internal SendBatch Rent()
    {
        lock (_gate)
        {
            return _idle.TryPop(out var batch) ? batch : new SendBatch(this);
        }
    }

    /// <summary>Takes an empty batch back.</summary>
    internal void Return(SendBatch batch)
    {
        batch.Reset();
        lock (_gate)
        {
            if (!_disposed && _idle.Count < Environment.ProcessorCount)
            {
                _idle.Push(batch);
                return;
            }
        }

        batch.Dispose();
    }

    /// <summary>A ring; null where there is none to be had, which is not asked again.</summary>
    internal SubmissionRing? TryCreateRing()
    {
        var ring = MayUseRing ? SubmissionRing.TryCreate() : null;
        Volatile.Write(ref _mayUseRing, ring is not null);
        return ring;
    }

    /// <summary>Gives up a ring that the system has refused, and rings altogether.</summary>
    internal void Discard(SubmissionRing ring)
    {
        Volatile.Write(ref _mayUseRing, false);
        ring.Dispose();
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _disposed = true;
            while (_idle.TryPop(out var batch))
            {
                batch.Dispose();
            }
        }
    }
}
