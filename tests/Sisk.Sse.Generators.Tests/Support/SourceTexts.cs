namespace Sisk.Sse.Generators.Tests.Support;

/// <summary>User code that several tests share.</summary>
internal static class SourceTexts
{
    /// <summary>The example of the contract, as it stands there.</summary>
    public const string Contract = """
        namespace Shop;

        [RoutePrefix("/orders")]
        public sealed class OrderEvents(IOrderStore store)
        {
            [RouteGet("/{orderId}/events")]
            public async Task<EventStream<OrderEvent>> Watch(int orderId, CancellationToken ct)
                => await store.FindAsync(orderId, ct) is { } order
                    ? new EventStream<OrderEvent> { First = [new OrderEvent.Snapshot(order.Lines)] }
                    : EventStream.Refuse(TypedResults.NotFound());

            [RouteGet("/{orderId}/messages/{userId}", Identifier = "chat/{orderId}/{userId}")]
            public EventStream<ChatMessage> Messages(int orderId, string userId) => new();

            [RouteGet("/ticks")]
            public async IAsyncEnumerable<Tick> Ticks([EnumeratorCancellation] CancellationToken ct)
            {
                for (var number = 1; number <= 3; number++)
                {
                    ct.ThrowIfCancellationRequested();
                    yield return new Tick(number);
                    await Task.Yield();
                }
            }
        }

        public abstract record OrderEvent
        {
            public sealed record Snapshot(string[] Lines) : OrderEvent;
            public sealed record Shipped(string Carrier) : OrderEvent;
            [EventName("gone")] public sealed record Cancelled(string Why) : OrderEvent;
        }

        public sealed record ChatMessage(string Text);

        public sealed record Tick(int Number);

        public sealed record Order(string[] Lines);

        public interface IOrderStore
        {
            Task<Order?> FindAsync(int orderId, CancellationToken ct);
        }
        """;

    /// <summary>Whatever a model can hold that the contract's example does not.</summary>
    public const string Everything = """
        namespace Shop;

        [Tags("a", "b")]
        public sealed class Everything([FromKeyedServices("k")] object keyed, int number = 3)
        {
            [RoutePost("/{id:int}/{kind}", Identifier = "x/{id}/{kind}")]
            [Microsoft.AspNetCore.Authorization.Authorize(Policy = "p")]
            public EventStream<List<string>> A(int id, Kind kind, [FromBody] Tick tick, int[] many, Kind last = Kind.Small, double ratio = -1) =>
                new() { First = [[keyed.ToString()! + number + tick + many + last + ratio]] };
        }

        public enum Kind { Small }
        """;
}
