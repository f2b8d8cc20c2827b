using System.ComponentModel;
using Sisk.Sse.Log;
using Sisk.Sse.Topics;
using Sisk.Sse.Wire;

namespace Sisk.Sse.CompilerServices;

/// <summary>Broadcasts events to the connections of one push stream. For generated code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class StreamPublisher
{
    private readonly StreamTopic _topic;
    private readonly PayloadSerializer _payloads;

    internal StreamPublisher(StreamTopic topic, PayloadSerializer payloads)
    {
        _topic = topic;
        _payloads = payloads;
    }

    /// <summary>Broadcasts an event to all connections of the stream.</summary>
    /// <typeparam name="T">The type of the payload.</typeparam>
    /// <param name="eventName">The event name; null for an unnamed event.</param>
    /// <param name="payload">The payload.</param>
    /// <param name="cancellationToken">A token that cancels the wait.</param>
    /// <returns>A task that completes when the event is queued. It never waits for a client that does not read.</returns>
    public ValueTask BroadcastAsync<T>(string? eventName, T payload, CancellationToken cancellationToken) =>
        AppendAsync("", eventName, payload, cancellationToken);

    /// <summary>Broadcasts an event to the connections whose identifier's parameters begin with the values of a key.</summary>
    /// <typeparam name="T">The type of the payload.</typeparam>
    /// <param name="key">The key.</param>
    /// <param name="eventName">The event name; null for an unnamed event.</param>
    /// <param name="payload">The payload.</param>
    /// <param name="cancellationToken">A token that cancels the wait.</param>
    /// <inheritdoc cref="BroadcastAsync{T}(string, T, CancellationToken)" path="/returns"/>
    public ValueTask BroadcastAsync<T>(ref IdentifierHandler key, string? eventName, T payload, CancellationToken cancellationToken) =>
        AppendAsync(key.ToStringAndClear(), eventName, payload, cancellationToken);

    private ValueTask AppendAsync<T>(string key, string? eventName, T payload, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested)
        {
            return ValueTask.FromCanceled(cancellationToken);
        }

        try
        {
            ArgumentNullException.ThrowIfNull(payload);
            FieldText.CheckEventName(eventName, nameof(eventName));
            using var data = _payloads.Serialize(payload);
            return _topic.PublishAsync(new EventRecord(key, eventName, data.Bytes), cancellationToken);
        }
        catch (Exception exception)
        {
            // A caller that does not await the broadcast must not fail, even if the payload's own code throws.
            return ValueTask.FromException(exception);
        }
    }
}
