namespace Sisk.Sse.Tests.Support;

[RoutePrefix("/feed")]
public sealed class FeedEvents
{
    [RouteGet("/rooms/{room}")]
    public static EventStream<string> Room(string room) => new() { First = [$"snapshot of {room}"] };

    [RouteGet("/bare/{room}")]
    public static EventStream<string> Bare(string room) => new();

    [RouteGet("/faulty/{how}")]
    public static EventStream<Faulty> Faulty(string how) => how switch
    {
        "throws" => throw new InvalidOperationException("The method throws."),
        "first" => new() { First = [new Faulty(IsFaulty: true)] },
        _ => new(),
    };

    [RoutePost("/posted")]
    public static EventStream<string> Posted([Microsoft.AspNetCore.Mvc.FromBody] int number) => new() { First = [$"posted {number}"] };

    [RouteGet("/latest/{room}")]
    [EventHistory(Newcomers = NewcomerReplay.Latest)]
    public static EventStream<string> Latest(string room) => new() { First = [$"snapshot of {room}"] };

    [RouteGet("/done/{room}")]
    public static EventStream<string> Done(string room) => new() { First = [$"last of {room}"], EndsAfterFirst = true };

    [RouteGet("/forgetful")]
    [EventHistory(MaxEvents = 0)]
    public static EventStream<string> Forgetful() => new();
}
