namespace Sisk.Sse.Client.Connecting;

/// <summary>
/// The one call of <c>MoveNextAsync</c> that may be waiting. A second one would read the same bytes, so it is refused, and a disposal
/// waits for the first.
/// </summary>
internal sealed class PendingMove
{
    private const int None = 0;
    private const int Waiting = 1;
    private const int WaitingBeforeDisposal = 2;

    private TaskCompletionSource<bool>? _ended;
    private int _state;

    /// <summary>Returns false if another call waits.</summary>
    internal bool TryBegin() => Interlocked.CompareExchange(ref _state, Waiting, None) == None;

    internal void End()
    {
        if (Interlocked.Exchange(ref _state, None) == WaitingBeforeDisposal)
        {
            _ended!.SetResult(true);
        }
    }

    /// <summary>Waits until no call waits any more.</summary>
    internal Task WhenEndedAsync()
    {
        _ended = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        return Interlocked.CompareExchange(ref _state, WaitingBeforeDisposal, Waiting) == Waiting ? _ended.Task : Task.CompletedTask;
    }
}
