using System.ComponentModel;
using Sisk.Sse.Log;
using Sisk.Sse.Topics;
using Sisk.Sse.Wire;

namespace Sisk.Sse.CompilerServices;

/// <summary>Sends events to the connections of one push stream. For generated code.</summary>
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

    /// <summary>Sends an event to every connection of the stream.</summary>
    public ValueTask BroadcastAsync<T>(string? eventName, T payload, CancellationToken cancellationToken) =>
        AppendAsync("", eventName, payload, cancellationToken);

    /// <summary>Sends an event to the connections whose identifier's parameters begin with the key's.</summary>
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
            // A caller that does not await the broadcast goes on, whatever the payload's own code throws.
            return ValueTask.FromException(exception);
        }
    }
}
