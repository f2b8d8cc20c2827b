namespace Sisk.Sse.Backplane;

/// <summary>The callers that wait for the next successful read. A caller that comes during a read waits for the one after it.</summary>
internal sealed class CatchUpWaiters
{
    private readonly Lock _gate = new();
    private readonly List<TaskCompletionSource<bool>> _current = [];
    private TaskCompletionSource<bool>? _next;

    /// <summary>Returns a task that completes after a read that begins from now on.</summary>
    internal Task<bool> Next()
    {
        lock (_gate)
        {
            _next ??= new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
            return _next.Task;
        }
    }

    /// <summary>Marks the beginning of a read. Called on the reader's thread.</summary>
    internal void BeginRead()
    {
        lock (_gate)
        {
            if (_next is not null)
            {
                _current.Add(_next);
                _next = null;
            }
        }
    }

    /// <summary>Marks the success of a read, possibly after failures. Called on the reader's thread.</summary>
    internal void CompleteRead()
    {
        _current.ForEach(static waiter => waiter.TrySetResult(true));
        _current.Clear();
    }
}
