using System.Diagnostics.CodeAnalysis;
using Sisk.Sse.Testing.Receiving;

namespace Sisk.Sse.Testing;

/// <content>Waits for what a test expects.</content>
public sealed partial class TestStreamClient<T>
{
    /// <summary>Returns the next event, whichever it is.</summary>
    /// <param name="cancellationToken">A token that cancels the wait.</param>
    /// <exception cref="EventStreamTestException">
    /// No event came within <see cref="Timeout"/>, or its data could not be read. The message lists what came.
    /// </exception>
    public Task<T> NextAsync(CancellationToken cancellationToken = default) => NextAsync<T>(IsUnexpected, cancellationToken);

    /// <summary>
    /// Returns the next event of a type. Events of other types before it are passed over; <see cref="Received"/> has them.
    /// </summary>
    /// <typeparam name="TEvent">The type of the event.</typeparam>
    /// <param name="cancellationToken">A token that cancels the wait.</param>
    /// <exception cref="EventStreamTestException">No such event came within <see cref="Timeout"/>. The message lists what came.</exception>
    public Task<TEvent> NextAsync<TEvent>(CancellationToken cancellationToken = default)
        where TEvent : T => NextAsync<TEvent>(static _ => false, cancellationToken);

    /// <summary>Returns the remaining events of a stream that ends.</summary>
    /// <param name="cancellationToken">A token that cancels the wait.</param>
    /// <exception cref="EventStreamTestException">
    /// The stream did not end within <see cref="Timeout"/>. The message lists what came.
    /// </exception>
    public async Task<IReadOnlyList<T>> ReadToEndAsync(CancellationToken cancellationToken = default)
    {
        await WaitForEndAsync(cancellationToken).ConfigureAwait(false);
        var events = new List<T>();
        await _log.WaitAsync((IReadOnlyList<LogEntry> entries, out bool done) =>
        {
            while (TryTake<T>(entries, IsUnexpected, out var next))
            {
                events.Add(next);
            }

            return done = true;
        }, "", Timeout, cancellationToken).ConfigureAwait(false);
        return events;
    }

    /// <summary>Waits for the next ping, or another comment.</summary>
    /// <param name="cancellationToken">A token that cancels the wait.</param>
    /// <exception cref="EventStreamTestException">
    /// No comment came within <see cref="Timeout"/>, or before the connection ended. The message lists what came.
    /// </exception>
    public Task WaitForPingAsync(CancellationToken cancellationToken = default) => _log.WaitAsync(
        (IReadOnlyList<LogEntry> entries, out bool found) =>
        {
            while (_nextComment < entries.Count && entries[_nextComment].Kind is not LogEntryKind.Comment)
            {
                _nextComment++;
            }

            found = _nextComment < entries.Count;
            _nextComment += found ? 1 : 0;
            return found || ThrowIfOver(entries, "a ping was received");
        },
        "No ping was received", Timeout, cancellationToken);

    /// <summary>Waits until the server has said, on the current connection, that the client may have missed events.</summary>
    /// <param name="cancellationToken">A token that cancels the wait.</param>
    /// <exception cref="EventStreamTestException">
    /// No <c>reset</c> came within <see cref="Timeout"/>, or before the connection ended. The message lists what came.
    /// </exception>
    public Task WaitForResetAsync(CancellationToken cancellationToken = default) => WaitForAsync(
        static entry => entry.Event is { EventName: "reset", Data: "" },
        "a reset was received",
        "No reset was received",
        cancellationToken);

    /// <summary>Waits until the server has ended the current connection, or has cut it. A stalled client reads again.</summary>
    /// <param name="cancellationToken">A token that cancels the wait.</param>
    /// <exception cref="EventStreamTestException">
    /// The connection did not end within <see cref="Timeout"/>, or the client has cut it. The message lists what came.
    /// </exception>
    public Task WaitForEndAsync(CancellationToken cancellationToken = default)
    {
        Continue();
        return WaitForAsync(
            static entry => entry.Kind is LogEntryKind.Ended, "the server ended the stream", "The stream did not end", cancellationToken);
    }

    private Task<TEvent> NextAsync<TEvent>(Func<ReceivedEvent, bool> isUnexpected, CancellationToken cancellationToken) =>
        _log.WaitAsync<TEvent>(
            (IReadOnlyList<LogEntry> entries, [MaybeNullWhen(false)] out TEvent payload) =>
                TryTake(entries, isUnexpected, out payload)
                || ThrowIfOver(entries, $"an event of type {typeof(TEvent).Name} was received"),
            $"No event of type {typeof(TEvent).Name} was received", Timeout, cancellationToken);

    private bool TryTake<TEvent>(
        IReadOnlyList<LogEntry> entries, Func<ReceivedEvent, bool> isUnexpected, [MaybeNullWhen(false)] out TEvent payload)
    {
        while (_next < entries.Count)
        {
            if (entries[_next++].Event is not { } received || EventTypes.IsOwn(received))
            {
                continue;
            }

            if (TryRead(received, out payload))
            {
                return true;
            }

            if (isUnexpected(received))
            {
                throw _log.Failure($"The event {ClientLog.Shorten(received)} is not of type {typeof(T).Name}");
            }
        }

        payload = default;
        return false;
    }

    private static bool IsUnexpected(ReceivedEvent received) => true;

    /// <summary>Ends a wait for what can no longer come.</summary>
    private bool ThrowIfOver(IReadOnlyList<LogEntry> entries, string expected) => entries[^1].Kind switch
    {
        LogEntryKind.Ended => throw _log.Failure($"The connection ended before {expected}"),
        LogEntryKind.Disconnected => throw _log.Failure($"The client disconnected before {expected}"),
        _ => false,
    };

    private Task WaitForAsync(
        Func<LogEntry, bool> isExpected, string expected, string expectation, CancellationToken cancellationToken) => _log.WaitAsync(
            (IReadOnlyList<LogEntry> entries, out bool found) =>
                found = entries.Reverse().TakeWhile(entry => entry.Kind is not LogEntryKind.Connected).Any(isExpected)
                    || ThrowIfOver(entries, expected),
            expectation, Timeout, cancellationToken);
}
