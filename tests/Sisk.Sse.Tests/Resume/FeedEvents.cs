namespace Sisk.Sse.Tests.Resume;

[RoutePrefix("/feed")]
public sealed class FeedEvents
{
    [RouteGet("/rooms/{room}")]
    public static EventStream<string> Room(string room) => new() { First = [$"snapshot of {room}"] };

    [RouteGet("/bare/{room}")]
    public static EventStream<string> Bare(string room) => new();

    [RouteGet("/forgetful")]
    [EventHistory(MaxEvents = 0)]
    public static EventStream<string> Forgetful() => new();
}
