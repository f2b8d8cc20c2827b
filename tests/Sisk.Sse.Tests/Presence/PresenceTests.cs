using Microsoft.Extensions.DependencyInjection;
using Sisk.Sse.Tests.Support;

namespace Sisk.Sse.Tests.Presence;

/// <summary>Presence by the generated members, on one server.</summary>
public sealed class PresenceTests : IAsyncLifetime
{
    private readonly TestClock _time = new();
    private TestApp _app = null!;

    private OrderEventsBroadcaster Orders => _app.Get<OrderEventsBroadcaster>();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() =>
        _app = await TestApp.StartAsync(services: services => services.AddSingleton<TimeProvider>(_time));

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    [Fact]
    public async Task List_gives_the_distinct_values_of_the_remaining_keys()
    {
        await using var one = await OpenAsync(42, "ann");
        await using var two = await OpenAsync(42, "ann");
        await using var three = await OpenAsync(42, "b/ob");
        await using var other = await OpenAsync(7, "c");

        Assert.Equal(["ann", "b/ob"], await Orders.ListMessagesAsync(42, Cancellation));
        Assert.Equal(["c"], await Orders.ListMessagesAsync(7, Cancellation));
        Assert.Empty(await Orders.ListMessagesAsync(4, Cancellation));
        Assert.Equal([(42, "ann"), (42, "b/ob"), (7, "c")], await Orders.ListMessagesAsync(Cancellation));
    }

    [Fact]
    public async Task Joins_and_leaves_are_raised_with_typed_keys()
    {
        var told = new HandlerLog();
        EventHandler<PresenceChange<(int OrderId, string UserId)>> handler = (sender, change) =>
        {
            Assert.Same(Orders, sender);
            told.Add($"{change.Keys.OrderId} {change.Keys.UserId}", change.IsPresent);
        };
        Orders.MessagesPresenceChanged += handler;
        var closed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _app.Sources.OnEventSourceUnregistration += (_, _) => closed.SetResult();
        await using (var ann = await OpenAsync(42, "ann"))
        {
            await told.ReachesAsync("+42 ann");
        }

        await Signal.WithinAsync(closed.Task);
        _time.Advance(TimeSpan.FromSeconds(10));
        await told.ReachesAsync("-42 ann");
        Orders.MessagesPresenceChanged -= handler;
        await using var bob = await OpenAsync(42, "bob");

        Assert.Equal(["bob"], await Orders.ListMessagesAsync(42, Cancellation));
        Assert.Equal(["+42 ann", "-42 ann"], told.All);
    }

    [Fact]
    public async Task Handlers_are_not_called_after_the_application_is_disposed()
    {
        var told = new HandlerLog();
        Orders.MessagesPresenceChanged += (_, change) => told.Add(change.Keys.userId, change.IsPresent);
        await using var ann = await OpenAsync(42, "ann");
        await told.ReachesAsync("+ann");

        await _app.DisposeAsync();
        _time.Advance(TimeSpan.FromSeconds(10));

        // Handlers would be called on the pool, before this.
        var pool = new TaskCompletionSource();
        ThreadPool.UnsafeQueueUserWorkItem(static pool => pool.SetResult(), pool, preferLocal: false);
        await Signal.WithinAsync(pool.Task);
        Assert.Equal(["+ann"], told.All);
    }

    [Fact]
    public async Task Subscription_within_the_process_is_nobody()
    {
        await using var events = Orders.SubscribeMessagesAsync(42, "ann", Cancellation).GetAsyncEnumerator(Cancellation);
        var next = events.MoveNextAsync();
        await Orders.BroadcastChatMessageAsync(42, "ann", new("x", "y"), Cancellation);
        Assert.True(await Signal.WithinAsync(next.AsTask()));

        Assert.Empty(await Orders.ListMessagesAsync(Cancellation));
    }

    [Fact]
    public async Task Completed_connections_have_gone()
    {
        await using var ann = await OpenAsync(42, "ann");
        await using var bob = await OpenAsync(42, "bob");
        Assert.Equal(["ann", "bob"], await Orders.ListMessagesAsync(42, Cancellation));

        await Orders.CompleteMessagesAsync(42, "ann", new("x", "last"), Cancellation);
        await ann.RestAsync();
        _time.Advance(TimeSpan.FromSeconds(10));

        Assert.Equal(["bob"], await Orders.ListMessagesAsync(42, Cancellation));
    }

    /// <summary>Opens a stream, and waits for its first id, so that it is subscribed.</summary>
    private async Task<StreamReading> OpenAsync(int order, string user)
    {
        var reading = await _app.OpenAsync($"/orders/{order}/messages/{Uri.EscapeDataString(user)}");
        await Orders.BroadcastChatMessageAsync(order, user, new("x", "y"), Cancellation);
        await reading.NextAsync();
        return reading;
    }
}
