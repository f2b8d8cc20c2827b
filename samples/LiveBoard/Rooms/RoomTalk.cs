namespace LiveBoard.Rooms;

/// <summary>Keeps what is said in a room and sends it to everyone there, and to no other room.</summary>
internal sealed class RoomTalk(IRooms rooms, RoomEventsBroadcaster people, TimeProvider time)
{
    public async ValueTask SayAsync(string room, string from, string text)
    {
        var message = await rooms.AddAsync(room, time.GetUtcNow(), from, text);
        await people.BroadcastSaidAsync(room, new RoomEvent.Said(message));
    }
}
