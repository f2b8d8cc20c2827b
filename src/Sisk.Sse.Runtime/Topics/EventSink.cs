using System.ComponentModel;
using Sisk.Sse.Log;
using Sisk.Sse.Wire;

namespace Sisk.Sse.CompilerServices;

/// <summary>Encodes events with the names of their concrete types. For generated code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class EventSink
{
    private readonly PayloadSerializer _payloads;
    private string? _eventName;
    private string? _id;

    internal EventSink(PayloadSerializer payloads) => _payloads = payloads;

    internal List<Frame> Frames { get; } = [];

    /// <summary>Encodes an event.</summary>
    /// <typeparam name="T">The concrete type of the payload.</typeparam>
    /// <param name="eventName">The event name; null for an unnamed event, which <c>onmessage</c> receives.</param>
    /// <param name="payload">The payload.</param>
    public void Write<T>(string? eventName, T payload)
    {
        using var data = _payloads.Serialize(payload);
        Frames.Add(FrameEncoder.Event(data.Bytes.Span, _eventName ?? eventName, _id));
        (_eventName, _id) = (null, null);
    }

    /// <summary>Sets the fields of the next event. The name overrides the name of the event's type.</summary>
    internal void Describe(string? eventName, string? id, TimeSpan? retry)
    {
        (_eventName, _id) = (eventName, StreamEventId.EnsureNotReserved(id, nameof(id)));
        if (retry is { } delay)
        {
            Frames.Add(FrameEncoder.Retry(delay));
        }
    }

    /// <summary>Creates the exception for an event that is null or whose type the generator does not know.</summary>
    /// <param name="value">The event.</param>
    /// <param name="baseType">The type of the stream's events.</param>
    /// <returns>The exception to throw.</returns>
    public static Exception UnknownEvent(object? value, Type baseType)
    {
        ArgumentNullException.ThrowIfNull(baseType);
        return value is null
            ? new ArgumentNullException(nameof(value), $"An event of type {baseType.Name} is null. Send an event that is not null.")
            : new ArgumentException(
                $"{value.GetType()} is not a known event of {baseType.Name}. Nest it in {baseType.Name}, or add [JsonDerivedType] there.",
                nameof(value));
    }
}
