namespace LiveBoard.Load;

/// <summary>The stream that every open page charts. Its history holds the last minutes, which a new page shows at once.</summary>
internal sealed class LoadEvents
{
    public const int Seconds = 300;

    [RouteGet("/load/events")]
    [EventHistory(Newcomers = NewcomerReplay.All, MaxEvents = Seconds, MaxAgeSeconds = Seconds)]
    public EventStream<LoadSample> Watch() => new();
}
