namespace Sisk.Sse.Topics;

/// <summary>One broadcaster's wait until a number of connections have caught up.</summary>
internal sealed class CatchUpWait
{
    private readonly TaskCompletionSource _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _missing;

    /// <summary>Called when a connection has caught up.</summary>
    internal void OnCaughtUp()
    {
        if (Interlocked.Decrement(ref _missing) == 0)
        {
            _done.TrySetResult();
        }
    }

    /// <summary>
    /// Returns a task that completes when a number of connections have caught up since this object was created. Called once.
    /// </summary>
    internal Task WaitForAsync(int count)
    {
        if (Interlocked.Add(ref _missing, count) <= 0)
        {
            _done.TrySetResult();
        }

        return _done.Task;
    }
}
