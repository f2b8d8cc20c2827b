using System.Text;

namespace Sisk.Sse.Client.Connecting;

/// <summary>
/// Turns events into values, and tells the server's own from those of the application. The parser calls it with each event just before it hands
/// the event on, so the last value is that of the current event, and need not travel with it.
/// </summary>
internal sealed class EventReader<T>(EventParser<T> parser, string? endData, bool isResumable)
{
    private readonly byte[]? _endData = endData is null ? null : Encoding.UTF8.GetBytes(endData);
    private T _value = default!;

    /// <summary>Gets the value of the current event.</summary>
    internal T Value => _value;

    /// <summary>Gets what the current event is.</summary>
    internal EventKind Kind { get; private set; }

    internal EventKind Read(string eventType, ReadOnlySpan<byte> data) =>
        Kind = data.IsEmpty || _endData is not null ? ReadOwn(eventType, data) : ReadOther(eventType, data);

    private EventKind ReadOther(string eventType, ReadOnlySpan<byte> data) =>
        parser(eventType, data, out _value) ? EventKind.Value : eventType == OwnEvents.Reset ? EventKind.Reset : EventKind.Unknown;

    private EventKind ReadOwn(string eventType, ReadOnlySpan<byte> data)
    {
        // The server's own have no data, whatever the application calls its events.
        if (data.IsEmpty && eventType is (OwnEvents.End or OwnEvents.Error))
        {
            return eventType == OwnEvents.End ? EventKind.End : EventKind.Error;
        }

        if (isResumable && data.IsEmpty && eventType is (OwnEvents.Stopped or OwnEvents.Interrupted))
        {
            return eventType == OwnEvents.Stopped ? EventKind.End : EventKind.Interrupted;
        }

        if (_endData is not null && data.SequenceEqual(_endData))
        {
            return EventKind.EndData;
        }

        return ReadOther(eventType, data);
    }
}
