namespace Sisk.Sse.Tests.Topics;

/// <summary>A stream whose clients choose their overflow policies.</summary>
[RoutePrefix("/burst")]
public sealed class BurstEvents
{
    [RouteGet("/{room}/{seat}", MaxQueuedEvents = 50)]
    [EventHistory(MaxEvents = 1_000_000, MaxBytes = 1L << 30)]
    public static EventStream<BurstEvent> Watch(string room, string seat, Overflow overflow) => new() { Overflow = overflow };
}

public abstract record BurstEvent(int Number, string Filling)
{
    public sealed record Small(int Number, string Filling) : BurstEvent(Number, Filling);

    public sealed record Large(int Number, string Filling) : BurstEvent(Number, Filling);
}
