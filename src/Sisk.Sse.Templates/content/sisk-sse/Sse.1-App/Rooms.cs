using Sisk.Sse;

/// <summary>The event streams. The generated RoomsBroadcaster sends to their clients.</summary>
public class Rooms
{
    [RouteGet("/rooms/{room}/events")]
    public EventStream<Message> Watch(string room) => new();
}

public record Message(string From, string Text);
