using Sisk.Sse.Connections.Timing;

namespace Sisk.Sse;

/// <content>Waits for the end of the source.</content>
public sealed partial class HttpRequestEventSource
{
    /// <summary>
    /// Blocks until the client is gone, the source is closed or the server stops. For handlers with a dedicated thread. In an async method,
    /// use <see cref="KeepAliveAsync"/>.
    /// </summary>
    public void KeepAlive() => KeepAliveAsync().GetAwaiter().GetResult();

    /// <summary>Waits until the client is gone, the source is closed or the server stops.</summary>
    /// <param name="cancellationToken">A token that cancels the wait.</param>
    /// <returns>A task that completes when the source has ended.</returns>
    /// <exception cref="OperationCanceledException">The token was canceled. The source stays open.</exception>
    public Task KeepAliveAsync(CancellationToken cancellationToken = default)
    {
        _connection.Start();
        return _connection.Closed.WaitAsync(cancellationToken);
    }

    /// <summary>
    /// Blocks until the client is gone, the source is closed, the server stops, or no event has been sent for a time. For handlers with a
    /// dedicated thread. In an async method, use <see cref="WaitForFailAsync(TimeSpan)"/>.
    /// </summary>
    /// <param name="timeout">The maximum time without an event, greater than zero. Each event restarts it; pings do not.</param>
    /// <exception cref="ArgumentOutOfRangeException">The time is not greater than zero.</exception>
    public void WaitForFail(TimeSpan timeout) => WaitForFailAsync(timeout).GetAwaiter().GetResult();

    /// <summary>Waits until the client is gone, the source is closed, the server stops, or no event has been sent for a time.</summary>
    /// <inheritdoc cref="WaitForFail" path="/param|/exception"/>
    /// <returns>A task that completes when the wait has ended.</returns>
    public Task WaitForFailAsync(TimeSpan timeout) => WaitForFailAsync(timeout, CancellationToken.None);

    /// <summary>
    /// Waits until the client is gone, the source is closed, the server stops, no event has been sent for a time, or a token is canceled.
    /// </summary>
    /// <param name="timeout">The maximum time without an event, greater than zero. Each event restarts it; pings do not.</param>
    /// <param name="cancellationToken">A token that ends the wait without an exception. The source stays open.</param>
    /// <returns>A task that completes when the wait has ended.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The time is not greater than zero.</exception>
    public async Task WaitForFailAsync(TimeSpan timeout, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(timeout, TimeSpan.Zero);
        _connection.Start();
        var time = _services.Clock.Time;
        var began = time.GetTimestamp();
        var closed = _connection.Closed;
        while (true)
        {
            var remaining = timeout - time.GetElapsedTime(Math.Max(began, _connection.LastEventAt));
            if (remaining <= TimeSpan.Zero)
            {
                return;
            }

            using var delayCancellation = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            var delay = Task.Delay(Durations.ForTimer(remaining), time, delayCancellation.Token);
            if (await Task.WhenAny(closed, delay).ConfigureAwait(false) == closed || cancellationToken.IsCancellationRequested)
            {
                await delayCancellation.CancelAsync().ConfigureAwait(false);
                return;
            }
        }
    }

    /// <summary>Waits until the client is gone, the source is closed, the server stops, or a token is canceled.</summary>
    /// <param name="cancellationToken">A token that ends the wait without an exception. The source stays open.</param>
    /// <returns>A task that completes when the wait has ended.</returns>
    public async Task WaitForFailAsync(CancellationToken cancellationToken) =>
        await KeepAliveAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
}
