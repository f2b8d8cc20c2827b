namespace Sisk.Sse.Testing.Receiving;

/// <summary>Determines whether a client reads. Thread-safe.</summary>
internal sealed class StallGate
{
    private TaskCompletionSource? _closed;

    internal void Close() => Interlocked.CompareExchange(ref _closed, new(TaskCreationOptions.RunContinuationsAsynchronously), null);

    internal void Open() => Interlocked.Exchange(ref _closed, null)?.TrySetResult();

    /// <summary>Completes at once if the gate is open, else when it is opened.</summary>
    internal Task PassAsync(CancellationToken cancellationToken) =>
        Volatile.Read(ref _closed)?.Task.WaitAsync(cancellationToken) ?? Task.CompletedTask;
}
