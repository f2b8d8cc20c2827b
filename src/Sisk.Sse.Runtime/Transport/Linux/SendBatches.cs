using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Sisk.Sse.Transport.Linux;

/// <summary>A pool of send batches, one for each thread that writes to many connections at a time. Thread-safe.</summary>
/// <param name="mayUseRing">A value that indicates whether io_uring may be used.</param>
/// <param name="calls">The system calls; null for those of Linux.</param>
/// <param name="logger">The logger for exceptions of threads that serve many connections.</param>
internal sealed partial class SendBatches(bool mayUseRing = true, SystemCalls? calls = null, ILogger<SendBatches>? logger = null)
    : IDisposable
{
    private readonly ILogger _logger = logger ?? NullLogger<SendBatches>.Instance;
    private readonly Lock _gate = new();
    private readonly Stack<SendBatch> _idle = [];
    private bool _mayUseRing = mayUseRing;
    private bool _disposed;

    /// <summary>Gets the system calls that writes to sockets go through.</summary>
    internal SystemCalls Calls { get; } = calls ?? SystemCalls.Linux;

    /// <summary>Gets a value indicating whether io_uring may be used. It becomes false when a ring fails.</summary>
    internal bool MayUseRing => Volatile.Read(ref _mayUseRing);

    /// <summary>Logs an exception that would otherwise end the thread, and with it the process. Never throws.</summary>
    internal void Report(Exception exception)
    {
        try
        {
            LogFailed(_logger, exception);
        }
        catch (Exception)
        {
            // An exception of a log would end the thread, too.
        }
    }

    internal SendBatch Rent()
    {
        lock (_gate)
        {
            return _idle.TryPop(out var batch) ? batch : new SendBatch(this);
        }
    }

    /// <summary>Returns a batch, which must be empty.</summary>
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

    /// <summary>Creates a ring. If that fails, returns null and permanently turns rings off.</summary>
    internal SubmissionRing? TryCreateRing()
    {
        if (MayUseRing && SubmissionRing.TryCreate(Calls) is { } ring)
        {
            if (MayUseRing)
            {
                return ring;
            }

            // Another thread has turned rings off in the meantime.
            ring.Dispose();
        }

        Volatile.Write(ref _mayUseRing, false);
        return null;
    }

    /// <summary>Disposes a failed ring and permanently turns rings off.</summary>
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

    [LoggerMessage(
        1, LogLevel.Error, "Delivery to an event stream failed unexpectedly. Report this error; other streams are not affected.")]
    private static partial void LogFailed(ILogger logger, Exception exception);
}
