namespace LiveBoard.Rooms;

/// <summary>
/// The stream of each room, for each of its people. Who broadcasts to it: <see cref="RoomRoutes"/> and <see cref="RoomPresence"/>.
/// </summary>
[RoutePrefix("/rooms")]
internal sealed class RoomEvents(IRooms rooms, RoomPresence presence)
{
    [RouteGet("/{room}/events", Identifier = "rooms/{room}/{person}")]
    public async Task<EventStream<RoomEvent>> Watch(string room, string person = "someone")
        => await rooms.IsOpenAsync(room)
            ? new EventStream<RoomEvent>
            {
                First =
                [
                    new RoomEvent.Welcome(room, await rooms.RecentAsync(room)),
                    new RoomEvent.Directory(await presence.SummariesAsync()),
                ],
            }
            : EventStream.Refuse(RoomProblems.NoSuchRoom(room));
}
