using Microsoft.AspNetCore.Http;

namespace Sisk.Sse.Tests.Support;

[RoutePrefix("/orders")]
public sealed class OrderEvents
{
    [RouteGet("/{orderId}/events")]
    public async Task<EventStream<OrderEvent>> Watch(int orderId, CancellationToken ct)
    {
        await Task.Yield();
        ct.ThrowIfCancellationRequested();
        return orderId > 0
            ? new EventStream<OrderEvent> { First = [new OrderEvent.Snapshot([$"lines of {orderId}"])] }
            : EventStream.Refuse(TypedResults.Problem($"There is no order {orderId}. Orders count from 1.", statusCode: 404));
    }

    [RouteGet("/{orderId}/messages/{userId}", Identifier = "chat/{orderId}/{userId}")]
    public EventStream<ChatMessage> Messages(int orderId, string userId) => new();

    [RouteGet("/notes/{topic}")]
    public static EventStream<string> Notes(string topic) => new();
}

public abstract record OrderEvent
{
    public sealed record Snapshot(string[] Lines) : OrderEvent;

    public sealed record Shipped(string Carrier) : OrderEvent;

    [EventName("gone")]
    public sealed record Cancelled(string Why) : OrderEvent;
}

public sealed record ChatMessage(string From, string Text);
