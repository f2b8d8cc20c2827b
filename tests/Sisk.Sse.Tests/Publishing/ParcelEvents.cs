using Sisk.Sse;

namespace Shop;

/// <summary>The stream of the guide about publishing over HTTP.</summary>
[RoutePrefix("/parcels")]
public sealed class ParcelEvents
{
    [RouteGet("/{country}/{parcel}/events")]
    public EventStream<ParcelEvent> Watch(string country, int parcel) => new();
}

public abstract record ParcelEvent
{
    public sealed record Moved(string Place, DateTimeOffset At) : ParcelEvent;

    public sealed record Delivered(string? SignedBy) : ParcelEvent;
}
