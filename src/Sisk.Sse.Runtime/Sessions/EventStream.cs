using Microsoft.AspNetCore.Http;
using Sisk.Sse.Sessions;

namespace Sisk.Sse;

/// <summary>
/// The result of a method marked <see cref="RouteGetAttribute"/> that opens a push stream: it stays open, and the generated
/// broadcaster feeds it.
/// </summary>
/// <typeparam name="T">The events: one payload type, or the base of several.</typeparam>
public sealed class EventStream<T>
{
    /// <summary>
    /// Gets the events for this client alone, such as the current state. They are sent before any broadcast event. A client that
    /// resumes gets the events after its last event ID instead.
    /// </summary>
    /// <remarks>
    /// Events that are broadcast while the method runs follow these events, so none is missed. They may repeat changes that these events
    /// already contain. If more events are broadcast in the meantime for this client's keys than the history keeps, a <c>reset</c> event
    /// precedes these events. A client that receives <c>reset</c> within a connection should fetch the current state again.
    /// </remarks>
    /// <exception cref="ArgumentNullException">The list, or one of its events, is null.</exception>
    public IReadOnlyList<T> First
    {
        get;
        init => field = StreamValues.Events(value);
    } = [];

    /// <summary>
    /// Gets a value indicating whether the stream ends permanently after <see cref="First"/>. The client gets no broadcast events, even
    /// when it resumes, and its next request is answered with 204. The default is false.
    /// </summary>
    public bool EndsAfterFirst { get; init; }

    /// <summary>
    /// Gets what happens when this client reads too slowly; null for the application's <see cref="EventStreamOptions.Overflow"/>.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not defined.</exception>
    public Overflow? Overflow
    {
        get;
        init => field = StreamValues.Policy(value);
    }

    /// <summary>
    /// Gets the time without events after which a ping is sent: greater than zero and at most one day, or
    /// <see cref="Timeout.InfiniteTimeSpan"/> for no pings; null for the application's <see cref="EventStreamOptions.PingInterval"/>.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The time is not in that range.</exception>
    public TimeSpan? PingInterval
    {
        get;
        init => field = StreamValues.Interval(value);
    }

    /// <summary>
    /// Gets the response that is sent instead of the stream, as passed to <see cref="EventStream.Refuse"/>; null if the stream is opened. A
    /// unit test of a controller reads it.
    /// </summary>
    public IResult? Refusal { get; private init; }

    /// <summary>Converts a refusal to a stream, so that a method can return either.</summary>
    /// <param name="refusal">The refusal.</param>
    /// <returns>A stream that is not opened, whose <see cref="Refusal"/> is the response.</returns>
    /// <exception cref="ArgumentNullException">The refusal is null.</exception>
    public static implicit operator EventStream<T>(StreamRefusal refusal)
    {
        ArgumentNullException.ThrowIfNull(refusal);
        return new EventStream<T> { Refusal = refusal.Result };
    }
}

/// <summary>Creates what stream methods return.</summary>
public static class EventStream
{
    /// <summary>
    /// Creates the result of a method that may also refuse the stream, or that tells the client about a failure.
    /// </summary>
    /// <param name="events">The events. They are enumerated once the stream is open.</param>
    /// <param name="onFailure">
    /// A function that converts an exception of the enumeration to the last event. The stream then ends as configured on its route. If the
    /// function is null or returns null, the client gets an event <c>error</c> without data. The exception is logged in any case.
    /// </param>
    /// <typeparam name="T">
    /// The events: one payload type, the base of several, or an <see cref="System.Net.ServerSentEvents.SseItem{T}"/>.
    /// </typeparam>
    /// <returns>The sequence.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="events"/> is null.</exception>
    public static EventSequence<T> From<T>(IAsyncEnumerable<T> events, Func<Exception, T?>? onFailure = null)
    {
        ArgumentNullException.ThrowIfNull(events);
        return new EventSequence<T>(events, onFailure);
    }

    /// <summary>
    /// Refuses the stream with an ordinary response. A browser's <c>EventSource</c> gives up permanently on any status other than 200. The
    /// HTML standard (section 9.2) names 204 for this purpose.
    /// </summary>
    /// <param name="result">The response to send instead of the stream, such as <c>TypedResults.NotFound()</c>.</param>
    /// <returns>The refusal, which a method returns as its <see cref="EventStream{T}"/> or <see cref="EventSequence{T}"/>.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="result"/> is null.</exception>
    public static StreamRefusal Refuse(IResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        return new StreamRefusal(result);
    }
}
