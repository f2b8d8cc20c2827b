using System.Collections.Concurrent;

namespace LiveBoard.Rooms;

/// <summary>The rooms that are open.</summary>
internal sealed class RoomDirectory
{
    public const int Limit = 50;

    private readonly Lock _lock = new();
    private readonly ConcurrentDictionary<string, Room> _rooms = new(StringComparer.Ordinal);

    public RoomDirectory()
    {
        foreach (var name in (string[])["lobby", "builds", "deploys"])
        {
            TryOpen(name);
        }
    }

    public Room? Find(string name) => _rooms.GetValueOrDefault(name);

    public string[] Names() => [.. _rooms.Keys.Order(StringComparer.Ordinal)];

    public bool IsFull => _rooms.Count >= Limit;

    /// <summary>False where the name is taken or there are as many rooms as there may be.</summary>
    public bool TryOpen(string name)
    {
        lock (_lock)
        {
            return !IsFull && _rooms.TryAdd(name, new Room(name));
        }
    }
}
