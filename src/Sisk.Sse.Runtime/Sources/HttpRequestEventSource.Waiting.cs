using Sisk.Sse.Connections.Timing;

namespace Sisk.Sse;

/// <content>Waiting for the end of a source.</content>
public sealed partial class HttpRequestEventSource
{
    /// <summary>
    /// Blocks until the client is gone, the source is closed or the server stops. For handlers that have a thread of their own;
    /// in an async method use <see cref="KeepAliveAsync"/>.
    /// </summary>
    public void KeepAlive() => KeepAliveAsync().GetAwaiter().GetResult();

    /// <summary>Completes when the client is gone, the source is closed or the server stops.</summary>
    /// <exception cref="OperationCanceledException">The token is cancelled; the source stays open.</exception>
    public Task KeepAliveAsync(CancellationToken cancellationToken = default)
    {
        _connection.Start();
        return _connection.Closed.WaitAsync(cancellationToken);
    }

    /// <summary>
    /// Blocks until the client is gone, the source is closed, the server stops, or no event has been sent for the given time.
    /// For handlers that have a thread of their own; in an async method use <see cref="WaitForFailAsync(TimeSpan)"/>.
    /// </summary>
    /// <param name="timeout">The longest silence; each event starts it anew, a ping does not.</param>
    /// <exception cref="ArgumentOutOfRangeException">The time is not over zero.</exception>
    public void WaitForFail(TimeSpan timeout) => WaitForFailAsync(timeout).GetAwaiter().GetResult();

    /// <summary>Completes when the client is gone, the source is closed, the server stops, or no event has been sent for the given time.</summary>
    /// <inheritdoc cref="WaitForFail" path="/param|/exception"/>
    public Task WaitForFailAsync(TimeSpan timeout) => WaitForFailAsync(timeout, CancellationToken.None);

    /// <summary>
    /// Completes when the client is gone, the source is closed, the server stops, no event has been sent for the given time, or the token
    /// is cancelled; it does not throw then.
    /// </summary>
    /// <param name="timeout">The longest silence; each event starts it anew, a ping does not.</param>
    /// <param name="cancellationToken">A token that ends the wait. The source stays open.</param>
    /// <exception cref="ArgumentOutOfRangeException">The time is not over zero.</exception>
    public async Task WaitForFailAsync(TimeSpan timeout, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(timeout, TimeSpan.Zero);
        _connection.Start();
        var time = _services.Clock.Time;
        var began = time.GetTimestamp();
        var closed = _connection.Closed;
        while (true)
        {
            var left = timeout - time.GetElapsedTime(Math.Max(began, _connection.LastEventAt));
            if (left <= TimeSpan.Zero)
            {
                return;
            }

            using var silence = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            var delay = Task.Delay(Durations.ForTimer(left), time, silence.Token);
            if (await Task.WhenAny(closed, delay).ConfigureAwait(false) == closed || cancellationToken.IsCancellationRequested)
            {
                await silence.CancelAsync().ConfigureAwait(false);
                return;
            }
        }
    }

    /// <summary>Completes when the client is gone, the source is closed, the server stops, or the token is cancelled; it does not throw.</summary>
    public async Task WaitForFailAsync(CancellationToken cancellationToken) =>
        await KeepAliveAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
}
