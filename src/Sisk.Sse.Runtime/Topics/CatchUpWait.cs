using Sisk.Sse.Connections;

namespace Sisk.Sse.Topics;

/// <summary>A wait until a number of connections have caught up. All broadcasters with the same targets share one.</summary>
internal sealed class CatchUpWait : ICatchUpObserver
{
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private TaskCompletionSource _caughtUp = new();
    private int _missing;

    /// <summary>Gets a task that completes when the broadcasters may continue.</summary>
    internal Task Ended => _ended.Task;

    /// <inheritdoc/>
    public bool IsActive => !_ended.Task.IsCompleted;

    /// <inheritdoc/>
    public void OnCaughtUp()
    {
        if (Interlocked.Decrement(ref _missing) == 0)
        {
            _caughtUp.TrySetResult();
        }
    }

    /// <summary>Begins to count connections that catch up.</summary>
    internal void Restart()
    {
        Volatile.Write(ref _caughtUp, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        Volatile.Write(ref _missing, 0);
    }

    /// <summary>Returns a task that completes when a number of connections have caught up since <see cref="Restart"/>.</summary>
    internal Task WaitForAsync(int count)
    {
        if (Interlocked.Add(ref _missing, count) <= 0)
        {
            _caughtUp.TrySetResult();
        }

        return _caughtUp.Task;
    }

    internal void End() => _ended.TrySetResult();
}
