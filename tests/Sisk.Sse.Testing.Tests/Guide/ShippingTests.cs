namespace Sisk.Sse.Testing.Tests.Guide;

public class ShippingTests
{
    [Fact]
    public async Task Shipping_tells_the_clients_of_the_order()
    {
        using var streams = new TestEventStreams();
        await new Shipping(streams.Broadcaster<OrderEventsBroadcaster>()).ShipAsync(42);

        Assert.Equal(new OrderEvent.Shipped("DHL"), streams.Sent.Single().Payload);
        Assert.Equal(["42"], streams.Sent.Single().Keys);
    }
}
