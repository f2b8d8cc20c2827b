namespace LiveBoard.Rooms;

/// <summary>The stream of each room. Who broadcasts to it: <see cref="RoomRoutes"/> and <see cref="RoomPresence"/>.</summary>
[RoutePrefix("/rooms")]
internal sealed class RoomEvents(IRooms rooms)
{
    [RouteGet("/{room}/events")]
    public async Task<EventStream<RoomEvent>> Watch(string room)
        => await rooms.IsOpenAsync(room)
            ? new EventStream<RoomEvent> { First = [new RoomEvent.Welcome(room, await rooms.RecentAsync(room))] }
            : EventStream.Refuse(RoomProblems.NoSuchRoom(room));
}
