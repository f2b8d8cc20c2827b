namespace Sisk.Sse.Topics;

/// <summary>One broadcaster's wait until a number of connections have caught up.</summary>
internal sealed class CatchUp
{
    private readonly TaskCompletionSource _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _missing;

    /// <summary>A connection has caught up.</summary>
    internal void Note()
    {
        if (Interlocked.Decrement(ref _missing) == 0)
        {
            _done.TrySetResult();
        }
    }

    /// <summary>Completes once that many have caught up since this object was made. Called once.</summary>
    internal Task Expect(int count)
    {
        if (Interlocked.Add(ref _missing, count) <= 0)
        {
            _done.TrySetResult();
        }

        return _done.Task;
    }
}
