using Microsoft.Extensions.DependencyInjection;

namespace Sisk.Sse.Testing.Tests.Sending;

public sealed class TestEventStreamsTests : IDisposable
{
    private readonly TestEventStreams _streams = new();

    private OrderEventsBroadcaster Orders => _streams.Broadcaster<OrderEventsBroadcaster>();

    public void Dispose() => _streams.Dispose();

    [Fact]
    public async Task Sent_has_the_payload_itself_its_keys_its_name_and_its_stream()
    {
        var shipped = new OrderEvent.Shipped("DHL");

        await Orders.BroadcastShippedAsync(42, shipped);

        var sent = _streams.Sent.Single();
        Assert.Same(shipped, sent.Payload);
        Assert.Equal(["42"], sent.Keys);
        Assert.Equal("shipped", sent.EventName);
        Assert.Equal("Watch", sent.Stream);
        Assert.Equal("OrderEvents", sent.Controller);
    }

    [Fact]
    public async Task Event_name_is_that_of_the_wire()
    {
        await Orders.BroadcastCancelledAsync(42, new("sold out"));
        await Orders.BroadcastChatMessageToAllAsync(new("ann", "hello"));

        Assert.Equal(["gone", null], _streams.Sent.Select(sent => sent.EventName));
    }

    [Theory]
    [InlineData("ann/bob")]
    [InlineData("100%")]
    [InlineData("")]
    public async Task Keys_are_not_escaped(string user)
    {
        await Orders.BroadcastChatMessageAsync(7, user, new("ann", "hello"));

        Assert.Equal(["7", user], _streams.Sent.Single().Keys);
    }

    [Fact]
    public async Task Subscription_gets_the_events_of_its_key_without_a_host()
    {
        var events = Orders.SubscribeWatchAsync(42, TestContext.Current.CancellationToken);
        await Orders.BroadcastShippedAsync(7, new("not for 42"));
        await Orders.BroadcastShippedAsync(42, new("DHL"));

        await using var reading = events.GetAsyncEnumerator(TestContext.Current.CancellationToken);
        Assert.True(await reading.MoveNextAsync().AsTask().WaitAsync(_streams.Timeout, TestContext.Current.CancellationToken));
        Assert.Equal(new OrderEvent.Shipped("DHL"), reading.Current);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Subscription_ends_when_the_streams_are_disposed(bool synchronously)
    {
        var streams = new TestEventStreams();
        var orders = streams.Broadcaster<OrderEventsBroadcaster>();
        await using var reading =
            orders.SubscribeWatchAsync(42, TestContext.Current.CancellationToken).GetAsyncEnumerator(TestContext.Current.CancellationToken);
        await orders.BroadcastShippedAsync(42, new("DHL"));
        Assert.True(await reading.MoveNextAsync());
        var next = reading.MoveNextAsync().AsTask();

        if (synchronously)
        {
            streams.Dispose();
        }
        else
        {
            await streams.DisposeAsync();
        }

        Assert.False(await next.WaitAsync(_streams.Timeout, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Streams_of_a_shared_log_need_no_host()
    {
        using var streams = new TestEventStreams(static services => ShopSetup.Add(services).AddMemoryEventLog(new MemoryEventLog()));
        var orders = streams.Broadcaster<OrderEventsBroadcaster>();
        await using var reading =
            orders.SubscribeWatchAsync(42, TestContext.Current.CancellationToken).GetAsyncEnumerator(TestContext.Current.CancellationToken);

        await orders.BroadcastShippedAsync(42, new("DHL"));

        Assert.True(await reading.MoveNextAsync().AsTask().WaitAsync(_streams.Timeout, TestContext.Current.CancellationToken));
        Assert.Equal(new OrderEvent.Shipped("DHL"), reading.Current);
    }

    [Fact]
    public async Task Last_event_of_a_completed_stream_is_marked()
    {
        await Orders.BroadcastShippedAsync(42, new("DHL"));
        await Orders.CompleteWatchAsync(42, new OrderEvent.Cancelled("lost"));

        Assert.Equal([false, true], _streams.Sent.Select(sent => sent.IsLast));
        Assert.Equal(new OrderEvent.Cancelled("lost"), _streams.Sent[1].Payload);
        Assert.Equal(["42"], _streams.Sent[1].Keys);
    }

    [Fact]
    public async Task Keys_are_empty_for_an_event_to_all()
    {
        await Orders.BroadcastShippedToAllAsync(new("DHL"));

        Assert.Empty(_streams.Sent.Single().Keys);
    }

    [Fact]
    public async Task Events_of_several_controllers_are_in_one_list_in_order()
    {
        await Orders.BroadcastShippedAsync(1, new("DHL"));
        await _streams.Broadcaster<FeedEventsBroadcaster>().BroadcastNotesAsync("news", "hello");

        Assert.Equal(["Watch", "Notes"], _streams.Sent.Select(sent => sent.Stream));
        Assert.Equal("hello", _streams.Sent.Single<string>());
    }

    [Fact]
    public void Broadcaster_is_the_same_at_each_call() => Assert.Same(Orders, Orders);

    [Fact]
    public void Class_that_is_no_broadcaster_is_refused()
    {
        var refused = Assert.Throws<ArgumentException>(_streams.Broadcaster<OrderStore>);

        Assert.Contains("OrderStore is not a broadcaster", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Services_of_the_application_get_the_broadcaster_that_is_recorded()
    {
        await using var streams = new TestEventStreams(static services => ShopSetup.Add(services));
        await using var scope = streams.Services.CreateAsyncScope();

        await scope.ServiceProvider.GetRequiredService<Shipping>().ShipAsync(42);

        Assert.Equal(new OrderEvent.Shipped("DHL"), streams.Sent.Single().Payload);
        Assert.Same(streams.Broadcaster<OrderEventsBroadcaster>(), streams.Services.GetRequiredService<OrderEventsBroadcaster>());
    }

    [Fact]
    public async Task Service_under_test_gets_a_broadcaster_that_is_added_by_itself()
    {
        await using var streams = new TestEventStreams(
            services => services.AddSingleton<OrderEventsBroadcaster>().AddSingleton<Shipping>());

        await streams.Services.GetRequiredService<Shipping>().ShipAsync(42);

        Assert.Equal(new OrderEvent.Shipped("DHL"), streams.Sent.Single().Payload);
    }

    [Fact]
    public async Task Services_that_end_asynchronously_are_disposed_by_using_too()
    {
        var service = new Closing();
        using (var streams = new TestEventStreams(services => ShopSetup.Add(services).Services.AddSingleton(_ => service)))
        {
            await streams.Services.GetRequiredService<OrderEventsBroadcaster>().BroadcastShippedAsync(42, new("DHL"));
            Assert.Same(service, streams.Services.GetRequiredService<Closing>());
        }

        Assert.True(service.IsClosed);
    }

    [Fact]
    public async Task Payload_that_the_application_could_not_send_fails()
    {
        await using var streams = new TestEventStreams(services =>
            services.ConfigureHttpJsonOptions(options => options.SerializerOptions.TypeInfoResolverChain.Insert(0, new Nothing())));

        await Assert.ThrowsAsync<NotSupportedException>(
            async () => await streams.Broadcaster<OrderEventsBroadcaster>().BroadcastShippedAsync(42, new("DHL")));

        Assert.Empty(streams.Sent);
    }

    [Theory]
    [InlineData(10_000)]
    [InlineData(Timeout.Infinite)]
    public async Task Next_waits_for_an_event_that_is_sent_in_the_background(int timeout)
    {
        _streams.Timeout = TimeSpan.FromMilliseconds(timeout);
        var start = new TaskCompletionSource();
        var sending = SendAsync();

        var waiting = _streams.NextAsync<OrderEvent.Shipped>();
        Assert.False(waiting.IsCompleted);
        start.SetResult();

        Assert.Equal("DHL", (await waiting).Carrier);
        await sending;

        async Task SendAsync()
        {
            await start.Task;
            await Orders.BroadcastCancelledAsync(41, new("sold out"));
            await Orders.BroadcastShippedAsync(42, new("DHL"));
        }
    }

    [Fact]
    public void Negative_time_out_is_rejected_where_it_is_set()
    {
        var thrown = Assert.Throws<ArgumentOutOfRangeException>(() => _streams.Timeout = TimeSpan.FromMilliseconds(-2));

        Assert.StartsWith(
            "The timeout is negative. Set zero or more, or Timeout.InfiniteTimeSpan for no limit.",
            thrown.Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Failure_of_an_expectation_lists_what_was_sent()
    {
        await Orders.BroadcastCancelledAsync(41, new("sold out"));
        await Orders.BroadcastShippedToAllAsync(new("DHL"));
        _streams.Timeout = TimeSpan.Zero;

        var single = Assert.Throws<EventStreamTestException>(_streams.Sent.Single);
        var next = await Assert.ThrowsAsync<EventStreamTestException>(
            () => _streams.NextAsync<ChatMessage>());

        const string Sent =
            "Sent:\n  OrderEvents.Watch [41] gone: Cancelled { Why = sold out }\n  OrderEvents.Watch [] shipped: Shipped { Carrier = DHL }";
        Assert.Equal("One event was expected. " + Sent, single.Message);
        Assert.Equal("No event of type ChatMessage was sent in 0 s. " + Sent, next.Message);
    }

    private sealed class Nothing : System.Text.Json.Serialization.Metadata.IJsonTypeInfoResolver
    {
        public System.Text.Json.Serialization.Metadata.JsonTypeInfo? GetTypeInfo(
            Type type, System.Text.Json.JsonSerializerOptions options) =>
            throw new NotSupportedException($"{type} has no metadata.");
    }

    private sealed class Closing : IAsyncDisposable
    {
        internal bool IsClosed { get; private set; }

        public async ValueTask DisposeAsync()
        {
            await Task.Yield();
            IsClosed = true;
        }
    }
}
