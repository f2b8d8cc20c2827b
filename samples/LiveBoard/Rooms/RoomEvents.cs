namespace LiveBoard.Rooms;

/// <summary>The stream of each room. Who broadcasts to it: <see cref="RoomTalk"/> and <see cref="RoomPresence"/>.</summary>
[RoutePrefix("/rooms")]
internal sealed class RoomEvents(RoomDirectory rooms)
{
    [RouteGet("/{room}/events")]
    public EventStream<RoomEvent> Watch(string room)
        => rooms.Find(room) is { } found
            ? new EventStream<RoomEvent> { First = [new RoomEvent.Welcome(found.Name, found.Recent())] }
            : EventStream.Refuse(RoomProblems.NoSuchRoom(room));
}
