namespace Sisk.Sse.Tests.Support;

/// <summary>A flush that blocks its thread, as no transport of the library does.</summary>
internal sealed class BlockedFlush : IDisposable
{
    private readonly ManualResetEventSlim _goOn = new();
    private readonly TaskCompletionSource _isBlocked = new(TaskCreationOptions.RunContinuationsAsynchronously);

    internal BlockedFlush(ObservedWriter writer) => writer.OnFlush = Wait;

    internal Task IsBlockedAsync() => Signal.WithinAsync(_isBlocked.Task);

    internal void Release() => _goOn.Set();

    public void Dispose() => Release();

    private void Wait()
    {
        _isBlocked.TrySetResult();
        _goOn.Wait(Signal.Bound);
    }
}
