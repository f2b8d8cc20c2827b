using System.ComponentModel;
using Sisk.Sse.Log;
using Sisk.Sse.Wire;

namespace Sisk.Sse.CompilerServices;

/// <summary>Takes events as their concrete types. For generated code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class EventSink
{
    private readonly PayloadSerializer _payloads;
    private string? _eventName;
    private string? _id;

    internal EventSink(PayloadSerializer payloads) => _payloads = payloads;

    internal List<Frame> Frames { get; } = [];

    /// <summary>Adds an event; a null name writes none, so that <c>onmessage</c> receives it.</summary>
    public void Write<T>(string? eventName, T payload)
    {
        using var data = _payloads.Serialize(payload);
        Frames.Add(FrameEncoder.Event(data.Bytes.Span, _eventName ?? eventName, _id));
        (_eventName, _id) = (null, null);
    }

    /// <summary>What goes with the next event, and before the name of its type.</summary>
    internal void Describe(string? eventName, string? id, TimeSpan? retry)
    {
        (_eventName, _id) = (eventName, StreamEventId.EnsureNotReserved(id, nameof(id)));
        if (retry is { } delay)
        {
            Frames.Add(FrameEncoder.Retry(delay));
        }
    }

    /// <summary>For a value whose type the compiler could not know.</summary>
    public static Exception UnknownEvent(object? value, Type baseType)
    {
        ArgumentNullException.ThrowIfNull(baseType);
        return value is null
            ? new ArgumentNullException(nameof(value), $"An event of {baseType.Name} is null. Send an event, or none.")
            : new ArgumentException(
                $"{value.GetType()} is no event of {baseType.Name}. Nest it in {baseType.Name}, or name it there by [JsonDerivedType].", nameof(value));
    }
}
