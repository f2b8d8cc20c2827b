namespace Sisk.Sse.Tests.Inspection;

/// <summary>Streams that the inspector shows.</summary>
[RoutePrefix("/inspected")]
public sealed class InspectedEvents
{
    [RouteGet("/{tenant}/{number}")]
    public EventStream<InspectedEvent> Watch(string tenant, int number) => new();

    [RouteGet("/texts/of/{id}")]
    public EventStream<string> Texts(Guid id) => new();

    [RouteGet("/prices/of/{price}/at/{at}")]
    public EventStream<string> Prices(decimal price, DateTime at) => new();

    [RouteGet("/slow/for/{room}", MaxQueuedEvents = 2, Overflow = Overflow.DropOldest)]
    public EventStream<byte[]> Slow(string room) => new();
}

public static class InspectedPages
{
    public sealed class Nested
    {
        [RouteGet("/inspected/by/nested/class")]
        public IAsyncEnumerable<string> Pull() => AsyncEnumerable.Empty<string>();
    }
}

public abstract record InspectedEvent
{
    public sealed record Changed(string Name, int Count, InspectedKind Kind, string[] Tags, InspectedPlace? Place) : InspectedEvent;

    public sealed record Removed(Guid Id, DateTimeOffset At) : InspectedEvent;
}

public enum InspectedKind
{
    Small,
    Large,
}

public sealed record InspectedPlace(double X, double Y);
