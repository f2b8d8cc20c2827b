using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using Sisk.Sse.CompilerServices;
using Sisk.Sse.Log;
using Sisk.Sse.Streams;
using Sisk.Sse.Topics;
using Sisk.Sse.Wire;

namespace Sisk.Sse;

/// <summary>
/// The events that a client with certain keys would get, for code in this process. It begins when it is created. Kept events come first if
/// the stream has them for new clients (<see cref="EventHistoryAttribute.Newcomers"/>). It resumes automatically after its queue has
/// overflowed. The enumeration ends when the stream is completed or the server stops.
/// </summary>
/// <remarks>
/// Each event is deserialized from the bytes that clients get, with the application's <c>JsonOptions</c>. It is never the object that was
/// broadcast. A subscription is enumerated once at a time. A further enumeration continues after the last event.
/// </remarks>
/// <typeparam name="T">The events: one payload type, or the base of several.</typeparam>
public sealed class EventSubscription<T> : IAsyncEnumerable<T>
{
    /// <summary>An event that is broadcast right after the subscription has begun must not seem to be older.</summary>
    private static readonly TimeSpan _clockError = TimeSpan.FromMilliseconds(20);

    private readonly StreamTopic _topic;
    private readonly string _key;
    private readonly StreamDescription _stream;
    private readonly SubscriptionServices _services;
    private readonly CancellationToken _cancellationToken;
    private StreamPosition _position;
    private int _isEnumerated;

    internal EventSubscription(
        StreamTopic topic, string key, StreamDescription stream, SubscriptionServices services, CancellationToken cancellationToken)
    {
        (_topic, _key, _stream, _services, _cancellationToken) = (topic, key, stream, services, cancellationToken);
        _position = topic.GetPosition(_clockError);
    }

    /// <summary>
    /// Gets the id that the enumeration has reached: of the last event, or of the beginning. Null before the first enumeration.
    /// </summary>
    public string? LastEventId { get; private set; }

    /// <summary>Continues after an earlier subscription, or an earlier run of the application.</summary>
    /// <param name="lastEventId">
    /// The earlier <see cref="LastEventId"/>; null or empty to begin now. The enumeration throws <see cref="EventsLostException"/> for an
    /// id that the history does not know.
    /// </param>
    /// <returns>This subscription.</returns>
    public EventSubscription<T> ResumeAfter(string? lastEventId)
    {
        // As in requests, an empty id is none.
        (LastEventId, _position) = string.IsNullOrEmpty(lastEventId) ? (null, _topic.GetPosition(_clockError)) : (lastEventId, _position);
        return this;
    }

    /// <summary>Enumerates the events.</summary>
    /// <param name="cancellationToken">A token that cancels the enumeration.</param>
    /// <returns>
    /// The enumerator. Dispose it to end the subscription, as <c>await foreach</c> does: a call that waits then ends with an
    /// <see cref="OperationCanceledException"/>.
    /// </returns>
    /// <exception cref="EventsLostException">Events were broadcast that the history no longer holds.</exception>
    /// <exception cref="InvalidOperationException">
    /// The subscription is being enumerated, the last call of <c>MoveNextAsync</c> has not completed, or the host only publishes.
    /// </exception>
    /// <exception cref="System.Text.Json.JsonException">The data of an event does not fit its type in this application.</exception>
    /// <exception cref="NotSupportedException">The type of an event cannot be read from JSON.</exception>
    /// <exception cref="OperationCanceledException">A token was canceled.</exception>
    public IAsyncEnumerator<T> GetAsyncEnumerator(CancellationToken cancellationToken = default)
    {
        var stop = CancellationTokenSource.CreateLinkedTokenSource(_cancellationToken, cancellationToken, _services.Stopping);
        return new SubscriptionEnumerator<T>(EnumerateAsync(stop.Token), stop);
    }

    private async IAsyncEnumerator<T> EnumerateAsync(CancellationToken cancellationToken)
    {
        BeginEnumeration();
        try
        {
            while (await OpenAsync(cancellationToken).ConfigureAwait(false) is { } connection)
            {
                using (connection)
                {
                    await foreach (var payload in ReadAsync(connection, cancellationToken).ConfigureAwait(false))
                    {
                        yield return payload;
                    }

                    if (connection.IsCompleted)
                    {
                        yield break;
                    }
                }
            }
        }
        finally
        {
            Volatile.Write(ref _isEnumerated, 0);
        }
    }

    private void BeginEnumeration()
    {
        if (!_topic.IsFollowed)
        {
            throw new InvalidOperationException(
                "This host only publishes events. "
                + "Subscribe on a host that calls AddEventStreams() instead of AddEventStreamPublishing().");
        }

        if (Interlocked.Exchange(ref _isEnumerated, 1) != 0)
        {
            throw new InvalidOperationException("The subscription is being enumerated. Subscribe once for each enumeration.");
        }
    }

    /// <summary>Subscribes, or subscribes again after the last event.</summary>
    /// <returns>The connection; null if the server stops.</returns>
    private async ValueTask<SubscriptionConnection?> OpenAsync(CancellationToken cancellationToken)
    {
        if (!await CatchUpAsync(cancellationToken).ConfigureAwait(false))
        {
            return null;
        }

        var connection = new SubscriptionConnection(_services, _stream.Settings.ToConnectionSettings(_services.Options));
        if (connection.TryStart(_topic, _key, LastEventId, _position))
        {
            return connection;
        }

        connection.Dispose();
        var lost = LastEventId is { } id ? $"since the id '{id}'" : "since the subscription began";
        (LastEventId, _position) = (null, _topic.GetPosition(_clockError));
        throw new EventsLostException(
            $"Events of {_stream.Name} {lost} are no longer in its history. Read the current state, and enumerate again for later events.");
    }

    /// <summary>Waits until the topic has the events of the shared log up to the subscription's last event.</summary>
    private async ValueTask<bool> CatchUpAsync(CancellationToken cancellationToken)
    {
        try
        {
            cancellationToken.ThrowIfCancellationRequested();
            while (!_topic.IsCurrentFor(LastEventId, _position) && !await _topic.CatchUpAsync(cancellationToken).ConfigureAwait(false))
            {
                await Task.Delay(_services.Options.NextRetry(), _services.Clock.Time, cancellationToken).ConfigureAwait(false);
            }

            return true;
        }
        catch (OperationCanceledException) when (_services.Stopping.IsCancellationRequested)
        {
            return false;
        }
    }

    /// <summary>Reads the events of a connection until it ends or the server stops.</summary>
    private async IAsyncEnumerable<T> ReadAsync(
        SubscriptionConnection connection, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        while (await NextAsync(connection, cancellationToken).ConfigureAwait(false) is { } frames)
        {
            foreach (var frame in frames)
            {
                if (TryRead(frame, out var payload))
                {
                    yield return payload;
                }
            }
        }
    }

    private async ValueTask<Frame[]?> NextAsync(SubscriptionConnection connection, CancellationToken cancellationToken)
    {
        try
        {
            return await connection.NextAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (_services.Stopping.IsCancellationRequested)
        {
            return null;
        }
    }

    /// <summary>Reads an event. Returns false for other frames, and for events of another version of the application.</summary>
    private bool TryRead(Frame frame, [MaybeNullWhen(false)] out T payload)
    {
        if (FrameReader.ReadId(frame) is { } id and not StreamEventId.End)
        {
            LastEventId = id;
        }

        if (frame.IsEvent && FindEvent(frame.EventName) is { } found
            && found.Read(_services.Payloads, FrameReader.ReadData(frame)) is T read)
        {
            payload = read;
            return true;
        }

        payload = default;
        return false;
    }

    private StreamEvent? FindEvent(string? name)
    {
        foreach (var candidate in _stream.Events)
        {
            if (candidate.Name == name)
            {
                return candidate;
            }
        }

        return null;
    }
}
