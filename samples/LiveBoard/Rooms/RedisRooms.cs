using System.Text.Json;
using StackExchange.Redis;

namespace LiveBoard.Rooms;

/// <summary>The rooms of all servers that share a Redis.</summary>
internal sealed class RedisRooms(IConnectionMultiplexer redis) : IRooms
{
    private const string Rooms = "LiveBoard:rooms";

    public async ValueTask<string[]> NamesAsync()
    {
        var added = await Database.SetMembersAsync(Rooms);
        return [.. added.Select(name => (string)name!).Concat(IRooms.First).Order(StringComparer.Ordinal)];
    }

    public async ValueTask<bool> IsOpenAsync(string room)
        => IRooms.First.Contains(room) || await Database.SetContainsAsync(Rooms, room);

    public async ValueTask<bool> TryOpenAsync(string room)
        => !IRooms.First.Contains(room)
            && await Database.SetLengthAsync(Rooms) + IRooms.First.Length < IRooms.Limit
            && await Database.SetAddAsync(Rooms, room);

    public async ValueTask<RoomMessage> AddAsync(string room, DateTimeOffset at, string from, string text)
    {
        var number = await Database.StringIncrementAsync($"LiveBoard:{{{room}}}:number");
        var message = new RoomMessage(number, at, from, text);
        await Database.ListRightPushAsync(Messages(room), JsonSerializer.SerializeToUtf8Bytes(message, BoardJson.Default.RoomMessage));
        await Database.ListTrimAsync(Messages(room), -IRooms.MessagesKept, -1);
        return message;
    }

    public async ValueTask<RoomMessage[]> RecentAsync(string room)
    {
        var kept = await Database.ListRangeAsync(Messages(room));
        return [.. kept.Select(message => JsonSerializer.Deserialize((byte[])message!, BoardJson.Default.RoomMessage)!)];
    }

    private static RedisKey Messages(string room) => $"LiveBoard:{{{room}}}:messages";

    private IDatabase Database => redis.GetDatabase();
}
