using System.Collections;

namespace Sisk.Sse.Testing;

/// <summary>The events that were broadcast to a <see cref="TestEventStreams"/> so far, in order.</summary>
public sealed class SentEvents : IReadOnlyList<SentEvent>
{
    private readonly SentEvent[] _events;

    internal SentEvents(SentEvent[] events) => _events = events;

    /// <inheritdoc/>
    public int Count => _events.Length;

    /// <inheritdoc/>
    public SentEvent this[int index] => _events[index];

    /// <summary>Returns the only event.</summary>
    /// <exception cref="EventStreamTestException">No event was sent, or more than one. The message lists them.</exception>
    public SentEvent Single() => _events.Length == 1 ? _events[0] : throw Failure("One event was expected");

    /// <summary>Returns the payload of the only event of a type. There may be events of other types.</summary>
    /// <typeparam name="TEvent">The type of the payload.</typeparam>
    /// <exception cref="EventStreamTestException">
    /// No event of the type was sent, or more than one. The message lists what was sent.
    /// </exception>
    public TEvent Single<TEvent>() =>
        _events.Select(sent => sent.Payload).OfType<TEvent>().ToList() is [var only]
            ? only
            : throw Failure($"One event of type {typeof(TEvent).Name} was expected");

    /// <inheritdoc/>
    public IEnumerator<SentEvent> GetEnumerator() => ((IEnumerable<SentEvent>)_events).GetEnumerator();

    /// <inheritdoc/>
    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>Returns the events, each on its own line.</summary>
    /// <returns>The text; a sentence if nothing was sent.</returns>
    public override string ToString() =>
        _events.Length == 0 ? "No event was sent." : "Sent:" + string.Concat(_events.Select(sent => "\n  " + sent));

    internal EventStreamTestException Failure(string expectation) => new($"{expectation}. {ToString()}");
}
