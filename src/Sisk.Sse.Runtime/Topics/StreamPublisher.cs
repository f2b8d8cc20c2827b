using System.ComponentModel;
using Sisk.Sse.Log;
using Sisk.Sse.Telemetry;
using Sisk.Sse.Topics;
using Sisk.Sse.Wire;

namespace Sisk.Sse.CompilerServices;

/// <summary>Broadcasts events to the connections of one push stream. For generated code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed partial class StreamPublisher
{
    private readonly StreamRegistry _registry;
    private readonly StreamTopic _topic;
    private readonly PayloadSerializer _payloads;
    private readonly StreamDescription _stream;
    private readonly IBroadcastObserver? _observer;
    private readonly BroadcastTelemetry _telemetry;
    private readonly SubscriptionServices _local;

    internal StreamPublisher(
        StreamRegistry registry,
        StreamTopic topic,
        StreamDescription stream,
        SubscriptionServices local,
        IBroadcastObserver? observer,
        BroadcastTelemetry telemetry)
    {
        _registry = registry;
        _telemetry = telemetry;
        _topic = topic;
        _payloads = local.Payloads;
        _local = local;
        _stream = stream;
        _observer = observer;
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
        key.TryToStringAndClear(out var text) is { } failure
            ? ValueTask.FromException(failure)
            : AppendAsync(text, eventName, payload, cancellationToken);

    /// <summary>Broadcasts a last event to all connections of a stream without keys, and ends them permanently.</summary>
    /// <typeparam name="T">The type of the stream's events.</typeparam>
    /// <param name="last">The last event.</param>
    /// <param name="writer">Names and writes an event by its concrete type.</param>
    /// <param name="cancellationToken">A token that cancels the wait.</param>
    /// <inheritdoc cref="BroadcastAsync{T}(string, T, CancellationToken)" path="/returns"/>
    public ValueTask CompleteAsync<T>(T last, Action<EventSink, T> writer, CancellationToken cancellationToken) =>
        CompleteAsync("", last, writer, cancellationToken);

    /// <summary>
    /// Broadcasts a last event to the connections whose identifier's parameters begin with the values of a key, and ends them permanently.
    /// </summary>
    /// <typeparam name="T">The type of the stream's events.</typeparam>
    /// <param name="key">The key.</param>
    /// <param name="last">The last event.</param>
    /// <param name="writer">Names and writes an event by its concrete type.</param>
    /// <param name="cancellationToken">A token that cancels the wait.</param>
    /// <inheritdoc cref="BroadcastAsync{T}(string, T, CancellationToken)" path="/returns"/>
    public ValueTask CompleteAsync<T>(
        ref IdentifierHandler key, T last, Action<EventSink, T> writer, CancellationToken cancellationToken) =>
        key.TryToStringAndClear(out var text) is { } failure
            ? ValueTask.FromException(failure)
            : CompleteAsync(text, last, writer, cancellationToken);

    /// <summary>Subscribes to the events that a connection of a stream without keys would get.</summary>
    /// <typeparam name="T">The type of the stream's events.</typeparam>
    /// <param name="cancellationToken">A token that cancels the enumeration.</param>
    /// <returns>The subscription.</returns>
    public EventSubscription<T> Subscribe<T>(CancellationToken cancellationToken) => new(_topic, "", _stream, _local, cancellationToken);

    /// <summary>Subscribes to the events that a connection with the values of a key would get.</summary>
    /// <param name="key">The key.</param>
    /// <param name="cancellationToken">A token that cancels the enumeration.</param>
    /// <inheritdoc cref="Subscribe{T}(CancellationToken)"/>
    public EventSubscription<T> Subscribe<T>(ref IdentifierHandler key, CancellationToken cancellationToken) =>
        new(_topic, key.ToStringAndClear(), _stream, _local, cancellationToken);

    private ValueTask CompleteAsync<T>(string key, T last, Action<EventSink, T> writer, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested)
        {
            return ValueTask.FromCanceled(cancellationToken);
        }

        try
        {
            ArgumentNullException.ThrowIfNull(last);
            ArgumentNullException.ThrowIfNull(writer);
            var sink = new EventSink(_payloads);
            writer(sink, last);
            var frame = sink.Frames[^1];
            var record = new EventRecord(key, frame.EventName, FrameReader.ReadData(frame).ToArray(), IsLast: true);
            _observer?.OnBroadcast(_stream, key, frame.EventName, last, isLast: true);
            return _telemetry.IsEnabled ? TracedAsync(record, cancellationToken) : _topic.PublishAsync(record, cancellationToken);
        }
        catch (Exception exception)
        {
            return ValueTask.FromException(exception);
        }
    }

    private ValueTask TracedAsync(EventRecord record, CancellationToken cancellationToken)
    {
        var broadcast = _telemetry.Begin(record.EventName);
        try
        {
            var published = _topic.PublishAsync(record with { TraceContext = broadcast.TraceContext }, cancellationToken);
            return _telemetry.EndAsync(broadcast, record.EventName, published);
        }
        finally
        {
            broadcast.Restore();
        }
    }

    /// <summary>Broadcasts data that is encoded already.</summary>
    /// <param name="key">The values of the key, escaped and joined by '/'; empty for all connections.</param>
    /// <param name="eventName">The event name; null for an unnamed event.</param>
    /// <param name="data">The data: JSON, or the text of an event that is text.</param>
    /// <param name="cancellationToken">A token that cancels the wait.</param>
    /// <inheritdoc cref="BroadcastAsync{T}(string, T, CancellationToken)" path="/returns"/>
    internal ValueTask BroadcastEncodedAsync(string key, string? eventName, string data, CancellationToken cancellationToken) =>
        AppendAsync(key, eventName, data, cancellationToken);

    private ValueTask AppendAsync<T>(string key, string? eventName, T payload, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested)
        {
            return ValueTask.FromCanceled(cancellationToken);
        }

        return _telemetry.IsEnabled
            ? TracedAsync(key, eventName, payload, cancellationToken)
            : PublishAsync(key, eventName, payload, cancellationToken);
    }

    private ValueTask TracedAsync<T>(string key, string? eventName, T payload, CancellationToken cancellationToken)
    {
        var broadcast = _telemetry.Begin(eventName);
        try
        {
            return _telemetry.EndAsync(
                broadcast, eventName, PublishAsync(key, eventName, payload, cancellationToken, broadcast.TraceContext));
        }
        finally
        {
            broadcast.Restore();
        }
    }

    private ValueTask PublishAsync<T>(
        string key, string? eventName, T payload, CancellationToken cancellationToken, string? traceContext = null)
    {
        try
        {
            ArgumentNullException.ThrowIfNull(payload);
            FieldText.CheckEventName(eventName, nameof(eventName));
            using var data = _payloads.Serialize(payload);
            _observer?.OnBroadcast(_stream, key, eventName, payload, isLast: false);
            return _topic.PublishAsync(new EventRecord(key, eventName, data.Bytes, traceContext), cancellationToken);
        }
        catch (Exception exception)
        {
            // A caller that does not await the broadcast must not fail, even if the payload's own code throws.
            return ValueTask.FromException(exception);
        }
    }
}
