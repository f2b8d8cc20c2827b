namespace LiveBoard.Load;

/// <summary>The stream that every open page charts.</summary>
internal sealed class LoadEvents(LoadHistory history)
{
    [RouteGet("/load/events")]
    public EventStream<LoadSample> Watch() => new() { First = history.Snapshot() };
}
