namespace LiveBoard.Rooms;

/// <summary>The last things said in a room.</summary>
internal sealed class Room
{
    private readonly Lock _lock = new();
    private readonly Queue<RoomMessage> _recent = new();
    private long _lastNumber;

    public RoomMessage Add(DateTimeOffset at, string from, string text)
    {
        lock (_lock)
        {
            if (_recent.Count == IRooms.MessagesKept)
            {
                _recent.Dequeue();
            }

            var message = new RoomMessage(++_lastNumber, at, from, text);
            _recent.Enqueue(message);
            return message;
        }
    }

    public RoomMessage[] Recent()
    {
        lock (_lock)
        {
            return [.. _recent];
        }
    }
}
