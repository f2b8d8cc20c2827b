using Sisk.Sse.Testing;
using Sisk.Sse.Tests.Support;

namespace Sisk.Sse.Tests.Topics;

public abstract class BroadcastTests(TestTransport transport)
{
    [Fact]
    public async Task First_events_precede_broadcasts_named_after_their_types()
    {
        await using var app = await transport.StartAsync();
        var orders = app.Get<OrderEventsBroadcaster>();
        await using var reading = await app.OpenAsync("/orders/42/events");

        await orders.BroadcastShippedAsync(42, new("DHL"), TestContext.Current.CancellationToken);
        await orders.BroadcastCancelledAsync(42, new("lost"), TestContext.Current.CancellationToken);

        Assert.Equal(("snapshot", """{"lines":["lines of 42"]}"""), await NextAsync(reading));
        Assert.Equal(("shipped", """{"carrier":"DHL"}"""), await NextAsync(reading));
        Assert.Equal(("gone", """{"why":"lost"}"""), await NextAsync(reading));
    }

    [Fact]
    public async Task Broadcast_to_42_does_not_reach_421_or_4()
    {
        await using var app = await transport.StartAsync();
        var orders = app.Get<OrderEventsBroadcaster>();
        await using var one = await app.OpenAsync<OrderEvent>("/orders/42/events");
        await using var two = await app.OpenAsync<OrderEvent>("/orders/42/events");
        await using var longer = await app.OpenAsync<OrderEvent>("/orders/421/events");
        await using var shorter = await app.OpenAsync<OrderEvent>("/orders/4/events");

        await orders.BroadcastShippedAsync(42, new("42"), TestContext.Current.CancellationToken);
        await orders.BroadcastShippedToAllAsync(new("all"), TestContext.Current.CancellationToken);

        foreach (var client in new[] { one, two })
        {
            Assert.Equal(["42", "all"], await CarriersAsync(client, 2));
        }

        foreach (var client in new[] { longer, shorter })
        {
            Assert.Equal(["all"], await CarriersAsync(client, 1));
        }
    }

    [Fact]
    public async Task Leading_keys_select_their_connections()
    {
        await using var app = await transport.StartAsync();
        var orders = app.Get<OrderEventsBroadcaster>();
        await using var alice = await app.OpenAsync<ChatMessage>("/orders/42/messages/alice");
        await using var bob = await app.OpenAsync<ChatMessage>("/orders/42/messages/bob");
        await using var elsewhere = await app.OpenAsync<ChatMessage>("/orders/43/messages/alice");

        await orders.BroadcastChatMessageAsync(42, "alice", new("x", "to one"), TestContext.Current.CancellationToken);
        await orders.BroadcastChatMessageAsync(42, new("x", "to the order"), TestContext.Current.CancellationToken);
        await orders.BroadcastChatMessageToAllAsync(new("x", "to all"), TestContext.Current.CancellationToken);

        Assert.Equal(["to one", "to the order", "to all"], await TextsAsync(alice, 3));
        Assert.Equal(["to the order", "to all"], await TextsAsync(bob, 2));
        Assert.Equal(["to all"], await TextsAsync(elsewhere, 1));
    }

    [Theory]
    [InlineData("a/b", "a")]
    [InlineData("a%2Fb", "a")]
    [InlineData("a\r\nb", "a")]
    [InlineData("a%", "a")]
    [InlineData("alice/", "alice")]
    public async Task Hostile_key_cannot_reach_or_forge_another_identifier(string hostile, string victim)
    {
        await using var app = await transport.StartAsync();
        var orders = app.Get<OrderEventsBroadcaster>();
        await using var other = await app.OpenAsync<ChatMessage>($"/orders/42/messages/{victim}");
        await using var reading = await app.OpenAsync<ChatMessage>($"/orders/42/messages/x?ignored");
        var identifier = OrderEventsBroadcaster.MessagesIdentifier.Format(42, hostile);

        await orders.BroadcastChatMessageAsync(42, hostile, new("x", "not for the victim"), TestContext.Current.CancellationToken);
        await orders.BroadcastChatMessageAsync(42, victim, new("x", "for the victim"), TestContext.Current.CancellationToken);

        Assert.Equal(["for the victim"], await TextsAsync(other, 1));
        Assert.Equal(3, identifier.Split('/').Length);
        Assert.DoesNotContain(identifier, character => char.IsControl(character));
        Assert.True(OrderEventsBroadcaster.MessagesIdentifier.TryParse(identifier, out var orderId, out var userId));
        Assert.Equal((42, hostile), (orderId, userId));
    }

    [Fact]
    public async Task Hostile_key_in_the_address_opens_only_its_own_stream()
    {
        await using var app = await transport.StartAsync();
        var orders = app.Get<OrderEventsBroadcaster>();
        const string Hostile = "a%2Fb\r\nid: 1";
        await using var hostile = await app.OpenAsync<ChatMessage>("/orders/42/messages/" + Uri.EscapeDataString(Hostile));
        await using var plain = await app.OpenAsync<ChatMessage>("/orders/42/messages/a");

        await orders.BroadcastChatMessageAsync(42, "a", new("x", "plain"), TestContext.Current.CancellationToken);
        await orders.BroadcastChatMessageAsync(42, Hostile, new("x", "hostile"), TestContext.Current.CancellationToken);

        Assert.Equal(["plain"], await TextsAsync(plain, 1));
        Assert.Equal(["hostile"], await TextsAsync(hostile, 1));
    }

    [Fact]
    public async Task Text_is_sent_unchanged_and_without_an_event_name()
    {
        await using var app = await transport.StartAsync();
        await using var reading = await app.OpenAsync("/orders/notes/today");

        await app.Get<OrderEventsBroadcaster>().BroadcastNotesAsync("today", "two\nlines", TestContext.Current.CancellationToken);

        Assert.Equal(("message", "two\nlines"), await NextAsync(reading));
    }

    [Fact]
    public async Task Identifier_without_a_template_is_the_route_plus_a_unique_segment()
    {
        await using var app = await transport.StartAsync();
        await using var one = await app.OpenAsync("/orders/42/events");
        await using var two = await app.OpenAsync("/orders/42/events");

        var found = app.Sources.FindByPrefix(OrderEventsBroadcaster.WatchIdentifier.Format(42));

        Assert.Equal(2, found.Select(source => source.Identifier).Distinct().Count());
        Assert.All(found, source =>
        {
            Assert.StartsWith("orders/42/events/", source.Identifier, StringComparison.Ordinal);
            Assert.True(OrderEventsBroadcaster.WatchIdentifier.TryParse(source.Identifier, out var orderId));
            Assert.Equal(42, orderId);
        });
    }

    [Fact]
    public async Task Resumed_client_gets_missed_events_and_no_snapshot()
    {
        await using var app = await transport.StartAsync();
        var orders = app.Get<OrderEventsBroadcaster>();
        await using var client = await app.OpenAsync<OrderEvent>("/orders/42/events");
        Assert.IsType<OrderEvent.Snapshot>(await client.NextAsync(TestContext.Current.CancellationToken));
        var gone = Signal.UnregisteredAsync(app.Sources, app.Sources.Single().Identifier!);
        client.Disconnect();
        await gone;

        await orders.BroadcastShippedAsync(42, new("missed"), TestContext.Current.CancellationToken);
        await orders.BroadcastShippedAsync(43, new("another's"), TestContext.Current.CancellationToken);
        Assert.Matches("^[0-9a-z-]{3,24}$", client.LastEventId);
        await client.ReconnectAsync(TestContext.Current.CancellationToken);
        await orders.BroadcastShippedAsync(42, new("live"), TestContext.Current.CancellationToken);

        Assert.Equal(new OrderEvent.Shipped("missed"), await client.NextAsync(TestContext.Current.CancellationToken));
        Assert.Equal(new OrderEvent.Shipped("live"), await client.NextAsync(TestContext.Current.CancellationToken));
    }

    private static async Task<(string Name, string Data)> NextAsync(StreamReading reading)
    {
        var item = await reading.NextAsync();
        Assert.NotNull(item);
        return (item.Value.EventType, item.Value.Data);
    }

    private static async Task<List<string>> CarriersAsync(TestStreamClient<OrderEvent> client, int count)
    {
        var carriers = new List<string>();
        Assert.IsType<OrderEvent.Snapshot>(await client.NextAsync(TestContext.Current.CancellationToken));
        while (carriers.Count < count)
        {
            carriers.Add(Assert.IsType<OrderEvent.Shipped>(await client.NextAsync(TestContext.Current.CancellationToken)).Carrier);
        }

        return carriers;
    }

    private static async Task<List<string>> TextsAsync(TestStreamClient<ChatMessage> client, int count)
    {
        var texts = new List<string>();
        while (texts.Count < count)
        {
            texts.Add((await client.NextAsync(TestContext.Current.CancellationToken)).Text);
        }

        return texts;
    }
}

public sealed class BroadcastTestsOverSocket() : BroadcastTests(TestTransport.Socket);

public sealed class BroadcastTestsOverPipe() : BroadcastTests(TestTransport.Pipe);

public sealed class BroadcastTestsOverHttp2() : BroadcastTests(TestTransport.Http2);
