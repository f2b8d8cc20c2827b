using System.Runtime.CompilerServices;

namespace Shop;

[RoutePrefix("/orders")]
public sealed class OrderEvents(IOrderStore store)
{
    [RouteGet("/{orderId}/events")]
    public async Task<EventStream<OrderEvent>> Watch(int orderId, CancellationToken ct) =>
        await store.FindAsync(orderId, ct) is { } order
            ? new EventStream<OrderEvent> { First = [new OrderEvent.Snapshot(order.Lines)] }
            : EventStream.Refuse(TypedResults.NotFound());

    [RouteGet("/{orderId}/messages/{userId}", Identifier = "chat/{orderId}/{userId}")]
    public EventStream<ChatMessage> Messages(int orderId, string userId) => new();

    [RouteGet("/ticks")]
    public async IAsyncEnumerable<Tick> Ticks(int count, [EnumeratorCancellation] CancellationToken ct)
    {
        for (var number = 1; number <= count; number++)
        {
            await Task.Yield();
            ct.ThrowIfCancellationRequested();
            yield return new Tick(number);
        }
    }
}

public abstract record OrderEvent
{
    public sealed record Snapshot(string[] Lines) : OrderEvent;

    public sealed record Shipped(string Carrier) : OrderEvent;

    [EventName("gone")]
    public sealed record Cancelled(string Why) : OrderEvent;
}

public sealed record ChatMessage(string From, string Text);

public sealed record Tick(int Number);
