namespace LiveBoard.Rooms;

/// <summary>The events of a room.</summary>
internal abstract record RoomEvent
{
    /// <summary>First of all: the room as it is now.</summary>
    public sealed record Welcome(string Room, RoomMessage[] Recent) : RoomEvent;

    /// <summary>Someone in the room said something.</summary>
    public sealed record Said(RoomMessage Message) : RoomEvent;

    /// <summary>A room was opened, or someone came or went somewhere: all rooms, with their people.</summary>
    public sealed record Directory(RoomSummary[] Rooms) : RoomEvent;
}

/// <summary>One message; <paramref name="Number"/> counts up in its room.</summary>
internal sealed record RoomMessage(long Number, DateTimeOffset At, string From, string Text);

/// <summary>A room's name and how many people are in it.</summary>
internal sealed record RoomSummary(string Name, int People);
