using Sisk.Sse.Tests.Support;

namespace Sisk.Sse.Tests.Topics;

/// <summary>Enumerators of subscriptions that are called while an earlier call waits.</summary>
public sealed class SubscriptionMisuseTests : IAsyncLifetime
{
    private TestApp _app = null!;

    private FeedEventsBroadcaster Feed => _app.Get<FeedEventsBroadcaster>();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _app = await TestApp.StartAsync();

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    [Fact]
    public async Task A_call_is_refused_while_another_waits_and_the_other_gets_its_event()
    {
        await using var events = Feed.SubscribeBareAsync("a", Cancellation).GetAsyncEnumerator(Cancellation);
        var first = events.MoveNextAsync();

        var second = events.MoveNextAsync();

        await Assert.ThrowsAsync<InvalidOperationException>(async () => await second);
        await Feed.BroadcastBareAsync("a", "one", Cancellation);
        Assert.True(await Signal.WithinAsync(first.AsTask()));
        Assert.Equal("one", events.Current);
        await Feed.BroadcastBareAsync("a", "two", Cancellation);
        Assert.True(await Signal.WithinAsync(events.MoveNextAsync().AsTask()));
        Assert.Equal("two", events.Current);
    }

    [Fact]
    public async Task Disposal_ends_a_call_that_waits()
    {
        var subscription = Feed.SubscribeBareAsync("a", Cancellation);
        var events = subscription.GetAsyncEnumerator(Cancellation);
        var next = events.MoveNextAsync().AsTask();

        await Signal.WithinAsync(events.DisposeAsync().AsTask());

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Signal.WithinAsync(next));
        Assert.False(await events.MoveNextAsync());
        await Feed.BroadcastBareAsync("a", "one", Cancellation);
        await using var again = subscription.GetAsyncEnumerator(Cancellation);
        Assert.True(await Signal.WithinAsync(again.MoveNextAsync().AsTask()));
        Assert.Equal("one", again.Current);
    }
}
