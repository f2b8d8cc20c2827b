using Microsoft.AspNetCore.Http;
using Sisk.Sse.Sessions;

namespace Sisk.Sse;

/// <summary>
/// What a method marked <see cref="RouteGetAttribute"/> returns to open a push stream: it stays open, and the generated
/// broadcaster feeds it.
/// </summary>
/// <typeparam name="T">The events: one payload type, or the base of several.</typeparam>
public sealed class EventStream<T>
{
    /// <summary>
    /// Events for this client alone, sent before any broadcast one: where things stand, say. A client that resumes after its last
    /// event id gets what it has missed instead.
    /// </summary>
    /// <remarks>
    /// What is broadcast while the method runs follows these events, so that nothing is missed; it may tell again what they told. Where
    /// more is broadcast meanwhile to this client's keys than the history keeps (none, where it is off), these events are older than what follows: a
    /// <c>reset</c> event before them says so, and a client that gets one in the same connection should ask anew for where things stand.
    /// </remarks>
    /// <exception cref="ArgumentNullException">The list, or one of its events, is null.</exception>
    public IReadOnlyList<T> First
    {
        get;
        init => field = StreamValues.Events(value);
    } = [];

    /// <summary>Gets what happens when this client reads too slowly; null for the application's <see cref="EventStreamOptions.Overflow"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not defined.</exception>
    public Overflow? Overflow
    {
        get;
        init => field = StreamValues.Policy(value);
    }

    /// <summary>
    /// Gets the time without events after which a ping is sent: over zero and at most a day, or <see cref="Timeout.InfiniteTimeSpan"/> for no
    /// pings; null for the application's <see cref="EventStreamOptions.PingInterval"/>.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The time is not in that range.</exception>
    public TimeSpan? PingInterval
    {
        get;
        init => field = StreamValues.Interval(value);
    }

    internal IResult? Refusal { get; private init; }

    /// <summary>Makes a refusal a stream, so that both can be returned.</summary>
    public static implicit operator EventStream<T>(StreamRefusal refusal)
    {
        ArgumentNullException.ThrowIfNull(refusal);
        return new EventStream<T> { Refusal = refusal.Result };
    }
}

/// <summary>Answers of a stream method that are no stream.</summary>
public static class EventStream
{
    /// <summary>
    /// Refuses the stream with an ordinary answer. A browser's <c>EventSource</c> gives up for good on any status but 200, and
    /// 204 tells it so politely.
    /// </summary>
    public static StreamRefusal Refuse(IResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        return new StreamRefusal(result);
    }
}
