namespace Sisk.Sse.Redis.Node;

/// <summary>The streams of the test servers.</summary>
[RoutePrefix("/board")]
public sealed class BoardEvents
{
    [RouteGet("/{room}")]
    public static EventStream<string> Room(string room) => new() { First = [$"welcome to {room}"] };

    [RouteGet("/users/{user}", Identifier = "users/{user}", Exclusive = true)]
    public static EventStream<string> User(string user) => new() { First = [$"hello {user}"] };

    [RouteGet("/forgetful")]
    [EventHistory(MaxEvents = 0)]
    public static EventStream<string> Forgetful() => new();

    /// <summary>A stream whose name places it on the first of three cluster nodes.</summary>
    [RouteGet("/brief")]
    public static EventStream<string> Brief() => new();

    [RouteGet("/long")]
    [EventHistory(MaxAgeSeconds = 3600, MaxEvents = 5000)]
    public static EventStream<string> Long() => new();
}
