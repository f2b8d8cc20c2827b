using Microsoft.AspNetCore.Http;
using Sisk.Sse.Sessions;

namespace Sisk.Sse;

/// <summary>
/// The result of a method marked <see cref="RouteGetAttribute"/> or <see cref="RoutePostAttribute"/> that opens a pull stream, or refuses
/// it: what <see cref="EventStream.From"/> and <see cref="EventStream.Refuse"/> return.
/// </summary>
/// <typeparam name="T">
/// The events: one payload type, the base of several, or an <see cref="System.Net.ServerSentEvents.SseItem{T}"/>.
/// </typeparam>
public sealed class EventSequence<T> : IAsyncEnumerable<T>, IPullSource<T>
{
    private readonly IAsyncEnumerable<T>? _events;
    private readonly Func<Exception, T?>? _onFailure;

    internal EventSequence(IAsyncEnumerable<T> events, Func<Exception, T?>? onFailure) => (_events, _onFailure) = (events, onFailure);

    private EventSequence(IResult refusal) => Refusal = refusal;

    /// <summary>
    /// Gets the response that is sent instead of the stream, as passed to <see cref="EventStream.Refuse"/>; null if the stream is opened. A
    /// unit test of a controller reads it.
    /// </summary>
    public IResult? Refusal { get; }

    Func<Exception, T?>? IPullSource<T>.OnFailure => _onFailure;

    /// <summary>Converts a refusal to a sequence, so that a method can return either.</summary>
    /// <param name="refusal">The refusal.</param>
    /// <returns>A sequence that cannot be enumerated, whose <see cref="Refusal"/> is the response.</returns>
    /// <exception cref="ArgumentNullException">The refusal is null.</exception>
    public static implicit operator EventSequence<T>(StreamRefusal refusal)
    {
        ArgumentNullException.ThrowIfNull(refusal);
        return new EventSequence<T>(refusal.Result);
    }

    /// <summary>Begins to enumerate the events.</summary>
    /// <param name="cancellationToken">A token that cancels the enumeration.</param>
    /// <returns>The enumerator.</returns>
    /// <exception cref="InvalidOperationException">The stream is refused, so there are no events.</exception>
    public IAsyncEnumerator<T> GetAsyncEnumerator(CancellationToken cancellationToken = default) =>
        (_events ?? throw new InvalidOperationException("The stream is refused, so it has no events. Check Refusal first."))
        .GetAsyncEnumerator(cancellationToken);
}
