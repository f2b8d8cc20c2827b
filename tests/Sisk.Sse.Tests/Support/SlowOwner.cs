using Sisk.Sse.Connections;

namespace Sisk.Sse.Tests.Support;

/// <summary>A connection owner whose close handler blocks until the test ends.</summary>
internal sealed class SlowOwner : IConnectionOwner, IDisposable
{
    private readonly TaskCompletionSource _isTold = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ManualResetEventSlim _mayGoOn = new();

    internal Task IsTold => _isTold.Task;

    public void OnClosing(CloseReason reason)
    {
    }

    public void OnFinished()
    {
    }

    public void OnClosed(CloseReason reason)
    {
        _isTold.TrySetResult();
        _mayGoOn.Wait();
    }

    public void Dispose() => _mayGoOn.Set();
}
