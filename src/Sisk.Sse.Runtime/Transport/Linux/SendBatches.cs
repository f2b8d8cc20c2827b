using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Sisk.Sse.Transport.Linux;

/// <summary>Batches of flushes, used again: one for each thread that writes to many connections at a time.</summary>
/// <param name="mayUseRing">Whether io_uring may be used.</param>
/// <param name="calls">The system calls; null for those of Linux.</param>
/// <param name="logger">The logger for exceptions of threads that serve many connections.</param>
internal sealed partial class SendBatches(bool mayUseRing = true, SystemCalls? calls = null, ILogger<SendBatches>? logger = null) : IDisposable
{
    private readonly ILogger _logger = logger ?? NullLogger<SendBatches>.Instance;
    private readonly Lock _gate = new();
    private readonly Stack<SendBatch> _idle = [];
    private bool _mayUseRing = mayUseRing;
    private bool _disposed;

    /// <summary>Gets the system calls that writes to sockets go through.</summary>
    internal SystemCalls Calls { get; } = calls ?? SystemCalls.Linux;

    /// <summary>Gets a value indicating whether the system allows io_uring, as far as is known.</summary>
    internal bool MayUseRing => Volatile.Read(ref _mayUseRing);

    /// <summary>Logs an exception that would otherwise end the thread, and with it the process.</summary>
    internal void Report(Exception exception) => LogFailed(_logger, exception);

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

    /// <summary>Creates a ring. Returns null if there is none to be had, which turns rings off for good.</summary>
    internal SubmissionRing? TryCreateRing()
    {
        if (MayUseRing && SubmissionRing.TryCreate(Calls) is { } ring)
        {
            if (MayUseRing)
            {
                return ring;
            }

            // Another thread has discarded one meanwhile.
            ring.Dispose();
        }

        Volatile.Write(ref _mayUseRing, false);
        return null;
    }

    /// <summary>Discards a ring that has failed, and turns rings off for good.</summary>
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

    [LoggerMessage(1, LogLevel.Error, "Delivery to an event stream failed unexpectedly. The other streams go on; please report this.")]
    private static partial void LogFailed(ILogger logger, Exception exception);
}
