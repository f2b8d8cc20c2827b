using Sisk.Sse.Testing.Tests.Support;

namespace Sisk.Sse.Testing.Tests.Receiving;

public sealed class StalledClientTests
{
    private const int MoreThanTheBuffersHold = 4000;

    [Fact]
    public async Task Stalled_client_is_cut_off_and_delays_nobody()
    {
        await using var factory = new ShopFactory { Options = options => options.MaxQueuedEvents = 100 };
        await using var stalled = await factory.OpenStreamAsync<OrderEvent>("/orders/42/events");
        await using var reading = await factory.OpenStreamAsync<OrderEvent>("/orders/42/events");

        stalled.Stall();
        for (var i = 0; i < MoreThanTheBuffersHold; i++)
        {
            await factory.Orders.BroadcastShippedAsync(42, new($"carrier {i}"));
            Assert.Equal($"carrier {i}", (await reading.NextAsync<OrderEvent.Shipped>()).Carrier);
        }

        Assert.DoesNotContain(stalled.Received, received => received.EventName == "shipped");
        stalled.Continue();
        await stalled.WaitForEndAsync();
    }

    [Fact]
    public async Task Stalled_client_is_cut_off_at_the_write_timeout_of_the_fake_clock()
    {
        await using var factory = new ShopFactory { Options = options => options.WriteTimeout = TimeSpan.FromSeconds(20) };
        await using var stalled = await factory.OpenStreamAsync<OrderEvent>("/orders/42/events");

        stalled.Stall();
        await factory.Orders.BroadcastShippedAsync(42, new(new string('x', 200_000)));
        await stalled.AdvanceAsync(TimeSpan.FromSeconds(30));
        stalled.Continue();

        await stalled.WaitForEndAsync();
    }

    [Fact]
    public async Task Client_that_continues_receives_what_was_sent_in_the_meantime()
    {
        await using var factory = new ShopFactory();
        await using var client = await factory.OpenStreamAsync<OrderEvent>("/orders/42/events");
        await client.NextAsync<OrderEvent.Snapshot>();

        client.Stall();
        await factory.Orders.BroadcastShippedAsync(42, new("DHL"));
        await client.AdvanceAsync(TimeSpan.FromSeconds(1));
        Assert.Single(client.Received);
        client.Continue();

        Assert.Equal(new OrderEvent.Shipped("DHL"), await client.NextAsync());
    }

    [Fact]
    public async Task Stalled_client_that_reconnects_resumes_before_what_it_has_not_read()
    {
        await using var factory = new ShopFactory();
        await using var client = await factory.OpenStreamAsync<OrderEvent>("/orders/42/events");
        await client.NextAsync<OrderEvent.Snapshot>();

        client.Stall();
        await factory.Orders.BroadcastShippedAsync(42, new("DHL"));
        await client.ReconnectAsync();

        Assert.Equal(new OrderEvent.Shipped("DHL"), await client.NextAsync());
    }
}
