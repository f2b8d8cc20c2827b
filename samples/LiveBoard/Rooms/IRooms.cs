namespace LiveBoard.Rooms;

/// <summary>The rooms that are open and the last things said in them: of this server, or of all that share a Redis.</summary>
internal interface IRooms
{
    /// <summary>The maximum number of rooms.</summary>
    const int Limit = 50;

    /// <summary>The number of messages that are kept for each room.</summary>
    const int MessagesKept = 100;

    /// <summary>The rooms that a board begins with.</summary>
    static readonly string[] First = ["lobby", "builds", "deploys"];

    ValueTask<string[]> NamesAsync();

    ValueTask<bool> IsOpenAsync(string room);

    /// <summary>False where the name is taken or there are as many rooms as there may be.</summary>
    ValueTask<bool> TryOpenAsync(string room);

    /// <summary>Keeps what was said, and numbers it.</summary>
    ValueTask<RoomMessage> AddAsync(string room, DateTimeOffset at, string from, string text);

    ValueTask<RoomMessage[]> RecentAsync(string room);
}
