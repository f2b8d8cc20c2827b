using System.Net.ServerSentEvents;
using Sisk.Sse.Client.Connecting;

namespace Sisk.Sse.Client;

/// <summary>
/// The events of a stream. Each enumeration connects, reconnects and resumes until the server ends the stream permanently, the token is
/// canceled or the enumerator is disposed.
/// </summary>
/// <typeparam name="T">The type of the values.</typeparam>
public sealed class EventSubscription<T> : IAsyncEnumerable<T>
{
    private readonly Func<ConnectionOpener> _open;
    private readonly Func<EventReader<T>> _read;
    private readonly EventStreamCall _call;
    private readonly CancellationToken _cancellationToken;

    internal EventSubscription(
        Func<ConnectionOpener> open, Func<EventReader<T>> read, EventStreamCall call, CancellationToken cancellationToken) =>
        (_open, _read, _call, _cancellationToken) = (open, read, call, cancellationToken);

    /// <summary>Enumerates the values.</summary>
    /// <param name="cancellationToken">A token that ends the enumeration with an <see cref="OperationCanceledException"/>.</param>
    /// <returns>
    /// An enumerator, which connects with its first <c>MoveNextAsync</c>. That call and later ones throw the exceptions. Disposing it ends
    /// a call that waits.
    /// </returns>
    /// <exception cref="EventStreamException">The server refuses the stream, or the stream broke off and cannot be resumed.</exception>
    /// <exception cref="ArgumentException">The request is not valid, for example because a header contains a line break.</exception>
    /// <exception cref="InvalidOperationException">The last call of <c>MoveNextAsync</c> has not completed.</exception>
    /// <exception cref="OperationCanceledException">A token was canceled, or the enumerator was disposed during the call.</exception>
    public IAsyncEnumerator<T> GetAsyncEnumerator(CancellationToken cancellationToken = default) => Start(cancellationToken);

    /// <summary>Returns the events with their names and the ids from which a later connection can resume.</summary>
    /// <returns>
    /// The events, each with its value. An event that has no id of its own has that of the last one before it; null if there is none. Each
    /// enumeration opens its own connection.
    /// </returns>
    /// <exception cref="EventStreamException">The server refuses the stream, or the stream broke off and cannot be resumed.</exception>
    public IAsyncEnumerable<SseItem<T>> Items() => new ItemSequence(this);

    private EventEnumerator<T> Start(CancellationToken cancellationToken)
    {
        var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _cancellationToken);
        var callers = !_cancellationToken.CanBeCanceled || cancellationToken == _cancellationToken ? cancellationToken
            : !cancellationToken.CanBeCanceled ? _cancellationToken
            : stop.Token;
        return new EventEnumerator<T>(_open(), _read(), _call, stop, callers);
    }

    private sealed class ItemSequence(EventSubscription<T> subscription) : IAsyncEnumerable<SseItem<T>>
    {
        public IAsyncEnumerator<SseItem<T>> GetAsyncEnumerator(CancellationToken cancellationToken = default) =>
            subscription.Start(cancellationToken);
    }
}
