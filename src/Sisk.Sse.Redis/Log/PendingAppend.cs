namespace Sisk.Sse.Redis.Log;

/// <summary>A broadcast that waits for its place in the log.</summary>
internal sealed class PendingAppend(byte[] entry, long since)
{
    private readonly TaskCompletionSource _done = new(TaskCreationOptions.RunContinuationsAsynchronously);

    internal byte[] Entry => entry;

    /// <summary>When it began to wait.</summary>
    internal long Since => since;

    internal Task Task => _done.Task;

    internal void Complete() => _done.TrySetResult();

    internal void Fail(Exception exception) => _done.TrySetException(exception);

    /// <summary>Gives up, unless it has ended already.</summary>
    internal void Cancel(CancellationToken cancellationToken) => _done.TrySetCanceled(cancellationToken);
}
