namespace Shop;

/// <summary>Streams whose routes match the same paths, and one that begins with much.</summary>
[RoutePrefix("/rooms")]
public sealed class RoomEvents
{
    [RouteGet("/{room}")]
    public static EventStream<RoomNote> Room(string room) => new() { First = [new RoomNote(room)] };

    [RouteGet("/lobby")]
    public static EventStream<LobbyNote> Lobby() => new() { First = [new LobbyNote(1)] };

    [RouteGet("/{number:int}", Identifier = "rooms-by-number/{number}")]
    public static EventStream<NumberNote> Numbered(int number) => new() { First = [new NumberNote(number)] };

    [RoutePost("/{room}", Identifier = "posted-rooms/{room}")]
    public static EventStream<PostedNote> Posted(string room) => new() { First = [new PostedNote(room)] };

    [RouteGet("/{room}/plan")]
    public static EventStream<Plan> Plans(string room) => new() { First = [new Plan(new string('x', 2_000_000))] };
}

public sealed record RoomNote(string Room);

public sealed record LobbyNote(int Visitors);

public sealed record NumberNote(int Number);

public sealed record PostedNote(string Room);

public sealed record Plan(string Text);
