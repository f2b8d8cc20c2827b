using System.Text;

namespace Sisk.Sse.Client.Connecting;

/// <summary>
/// Converts events to values, and distinguishes the server's own events from those of the application. The parser calls it for each event
/// just before it passes the event on, so the last value is that of the current event.
/// </summary>
internal sealed class EventReader<T>(EventParser<T> parser, EventStreamRequest request)
{
    private readonly byte[]? _endData = request.EndData is null ? null : Encoding.UTF8.GetBytes(request.EndData);
    private T _value = default!;

    /// <summary>Gets the value of the current event.</summary>
    internal T Value => _value;

    /// <summary>Gets the kind of the current event.</summary>
    internal EventKind Kind { get; private set; }

    internal EventKind Read(string eventType, ReadOnlySpan<byte> data) =>
        Kind = data.IsEmpty || _endData is not null ? ReadOwn(eventType, data) : ReadOther(eventType, data);

    /// <summary>
    /// Reads an event without data that has the name, but not the id, of one of the server's own events. Returns true if it is for the
    /// caller.
    /// </summary>
    internal bool ReadWithoutData(string eventType) => (Kind = ReadOther(eventType, default)) == EventKind.Value;

    private EventKind ReadOther(string eventType, ReadOnlySpan<byte> data) =>
        parser(eventType, data, out _value) ? EventKind.Value : eventType == OwnEvents.Reset ? EventKind.Reset : EventKind.Unknown;

    private EventKind ReadOwn(string eventType, ReadOnlySpan<byte> data)
    {
        // The server's own events have no data. The application can use the same names.
        var kind = !data.IsEmpty ? EventKind.Unknown : eventType switch
        {
            OwnEvents.End => EventKind.End,
            OwnEvents.Error when request.HasErrorEvent || request.IsResumable => EventKind.Error,
            OwnEvents.Reset when request.IsResumable => EventKind.Reset,
            OwnEvents.Stopped when request.IsResumable => EventKind.End,
            OwnEvents.Interrupted when request.IsResumable => EventKind.Interrupted,
            _ => EventKind.Unknown,
        };
        if (kind != EventKind.Unknown)
        {
            return kind;
        }

        if (_endData is not null && data.SequenceEqual(_endData))
        {
            return EventKind.EndData;
        }

        return ReadOther(eventType, data);
    }
}
