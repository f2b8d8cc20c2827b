namespace Sisk.Sse.Tests.Telemetry;

/// <summary>Streams whose connections are counted.</summary>
[RoutePrefix("/counted")]
public sealed class CountedEvents
{
    [RouteGet("/{room}")]
    public EventStream<Counted> Watch(string room) => new();

    [RouteGet("/slow/{room}", MaxQueuedEvents = 2, Overflow = Overflow.Disconnect)]
    public EventStream<byte[]> Slow(string room) => new();

    [RouteGet("/dropping/{room}", MaxQueuedEvents = 2, Overflow = Overflow.DropOldest)]
    public EventStream<byte[]> Dropping(string room) => new();

    [RouteGet("/single/{room}", Exclusive = true)]
    public EventStream<string> Single(string room) => new();

    [RouteGet("/pull/{count}")]
    public static async IAsyncEnumerable<int> Pull(int count)
    {
        for (var i = 0; i < count; i++)
        {
            await Task.Yield();
            yield return i;
        }

        if (count == 0)
        {
            throw new InvalidOperationException("The sequence fails.");
        }
    }
}

[EventName("watched")]
public sealed record Counted(string Text);
