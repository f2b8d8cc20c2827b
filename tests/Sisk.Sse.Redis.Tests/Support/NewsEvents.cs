namespace Sisk.Sse.Redis.Tests.Support;

/// <summary>Streams that give kept events to newcomers.</summary>
[RoutePrefix("/news")]
public sealed class NewsEvents
{
    [RouteGet("/latest/{room}/{user}", Name = "Latest")]
    [EventHistory(Newcomers = NewcomerReplay.Latest, MaxEvents = 200_000, MaxBytes = 100_000_000)]
    public static EventStream<News> Latest(string room, string user, string? first = null) => new() { First = First(first) };

    [RouteGet("/all/{room}", Name = "All")]
    [EventHistory(Newcomers = NewcomerReplay.All, MaxEvents = 200_000, MaxBytes = 100_000_000)]
    public static EventStream<News> All(string room, string? first = null) => new() { First = First(first) };

    private static News[] First(string? text) => text is null ? [] : [new News.Headline(text)];
}

public abstract record News
{
    public sealed record Headline(string Text) : News;

    public sealed record Weather(string Text) : News;
}
