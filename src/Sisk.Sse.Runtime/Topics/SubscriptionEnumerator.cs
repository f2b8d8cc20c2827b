namespace Sisk.Sse.Topics;

/// <summary>
/// Guards the iterator of a subscription, which supports only one call at a time: a second <c>MoveNextAsync</c> is refused, and a disposal
/// ends the first.
/// </summary>
/// <param name="events">The iterator.</param>
/// <param name="stop">Ends everything that the iterator waits for. Disposed with the enumerator.</param>
internal sealed class SubscriptionEnumerator<T>(IAsyncEnumerator<T> events, CancellationTokenSource stop) : IAsyncEnumerator<T>
{
    private readonly Lock _lock = new();
    private Task _pending = Task.CompletedTask;

    public T Current => events.Current;

    public ValueTask<bool> MoveNextAsync()
    {
        lock (_lock)
        {
            if (!_pending.IsCompleted)
            {
                return ValueTask.FromException<bool>(new InvalidOperationException(
                    "The last MoveNextAsync has not completed. Await it before the next, or subscribe again for another reader."));
            }

            var move = events.MoveNextAsync();
            if (move.IsCompleted)
            {
                return move;
            }

            var pending = move.AsTask();
            _pending = pending;
            return new ValueTask<bool>(pending);
        }
    }

    public async ValueTask DisposeAsync()
    {
        using (stop)
        {
            await stop.CancelAsync().ConfigureAwait(false);
            await _pending.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await events.DisposeAsync().ConfigureAwait(false);
        }
    }
}
