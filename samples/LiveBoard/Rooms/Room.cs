namespace LiveBoard.Rooms;

/// <summary>A room and the last things said in it.</summary>
internal sealed class Room(string name)
{
    private const int MessagesKept = 100;

    private readonly Lock _lock = new();
    private readonly Queue<RoomMessage> _recent = new();
    private long _lastNumber;

    public string Name => name;

    public RoomMessage Add(DateTimeOffset at, string from, string text)
    {
        lock (_lock)
        {
            if (_recent.Count == MessagesKept)
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
