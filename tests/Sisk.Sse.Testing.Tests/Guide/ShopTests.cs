namespace Sisk.Sse.Testing.Tests.Guide;

public class ShopTests(ShopFactory factory) : IClassFixture<ShopFactory>
{
    [Fact]
    public async Task Client_of_an_order_is_told_when_it_ships()
    {
        await using var client = await factory.OpenStreamAsync<OrderEvent>("/orders/42/events");
        await factory.CreateClient().PostAsync("/orders/42/ship", content: null);

        Assert.Equal("DHL", (await client.NextAsync<OrderEvent.Shipped>()).Carrier);
    }

    [Fact]
    public async Task Client_of_another_order_is_not_told()
    {
        await using var client = await factory.OpenStreamAsync<OrderEvent>("/orders/1/events");
        await factory.Orders.BroadcastShippedAsync(2, new("DHL"));
        await factory.Orders.BroadcastCancelledAsync(1, new("sold out"));

        Assert.IsType<OrderEvent.Snapshot>(await client.NextAsync());
        Assert.IsType<OrderEvent.Cancelled>(await client.NextAsync());
    }

    [Fact]
    public async Task Client_that_stalls_is_cut_off()
    {
        await using var client = await factory.OpenStreamAsync<OrderEvent>("/orders/3/events");
        client.Stall();
        await factory.Orders.BroadcastCancelledAsync(3, new(new string('x', 100_000)));
        await client.AdvanceAsync(TimeSpan.FromMinutes(1));
        await client.WaitForEndAsync();
    }

    [Fact]
    public async Task Client_that_vanishes_is_forgotten()
    {
        await using var client = await factory.OpenStreamAsync<OrderEvent>("/orders/4/events");
        Assert.Equal(1, factory.Connections.CountByPrefix("orders/4"));

        client.Disconnect();
        Assert.Equal(0, factory.Connections.CountByPrefix("orders/4"));
    }

    [Fact]
    public async Task Client_that_returns_gets_what_it_has_missed()
    {
        await using var client = await factory.OpenStreamAsync<OrderEvent>("/orders/5/events");
        client.Disconnect();
        await factory.Orders.BroadcastShippedAsync(5, new("DHL"));
        await client.ReconnectAsync();
        Assert.Equal("DHL", (await client.NextAsync<OrderEvent.Shipped>()).Carrier);
    }

    [Fact]
    public async Task Idle_client_is_pinged()
    {
        await using var client = await factory.OpenStreamAsync<OrderEvent>("/orders/6/events");
        await client.AdvanceAsync(TimeSpan.FromSeconds(15));
        await client.WaitForPingAsync();
    }
}
