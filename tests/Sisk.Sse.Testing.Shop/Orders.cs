namespace Shop;

public sealed record Order(string[] Lines);

public interface IOrderStore
{
    Task<Order?> FindAsync(int orderId, CancellationToken ct);
}

public sealed class OrderStore : IOrderStore
{
    public Task<Order?> FindAsync(int orderId, CancellationToken ct) =>
        Task.FromResult(orderId > 0 ? new Order([$"line of {orderId}"]) : null);
}

public sealed class Shipping(OrderEventsBroadcaster orders)
{
    public async Task ShipAsync(int orderId) => await orders.BroadcastShippedAsync(orderId, new("DHL"));
}
