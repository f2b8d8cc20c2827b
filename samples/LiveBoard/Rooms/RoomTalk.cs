namespace LiveBoard.Rooms;

/// <summary>Keeps what is said in a room and sends it to everyone there, and to no other room.</summary>
internal sealed class RoomTalk(RoomEventsBroadcaster people, TimeProvider time)
{
    public ValueTask SayAsync(Room room, string from, string text)
    {
        var message = room.Add(time.GetUtcNow(), from, text);
        return people.BroadcastSaidAsync(room.Name, new RoomEvent.Said(message));
    }
}
