using System.Collections.Concurrent;

namespace LiveBoard.Rooms;

/// <summary>The rooms of one server.</summary>
internal sealed class MemoryRooms : IRooms
{
    private readonly Lock _lock = new();
    private readonly ConcurrentDictionary<string, Room> _rooms = new(
        IRooms.First.Select(name => KeyValuePair.Create(name, new Room())), StringComparer.Ordinal);

    public ValueTask<string[]> NamesAsync() => new([.. _rooms.Keys.Order(StringComparer.Ordinal)]);

    public ValueTask<bool> IsOpenAsync(string room) => new(_rooms.ContainsKey(room));

    public ValueTask<bool> TryOpenAsync(string room)
    {
        lock (_lock)
        {
            return new(_rooms.Count < IRooms.Limit && _rooms.TryAdd(room, new Room()));
        }
    }

    public ValueTask<RoomMessage> AddAsync(string room, DateTimeOffset at, string from, string text) =>
        new(_rooms[room].Add(at, from, text));

    public ValueTask<RoomMessage[]> RecentAsync(string room) => new(_rooms[room].Recent());
}
