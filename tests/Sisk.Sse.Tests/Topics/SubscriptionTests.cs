using System.Globalization;
using Sisk.Sse.Log;
using Sisk.Sse.Tests.Support;

namespace Sisk.Sse.Tests.Topics;

/// <summary>Subscriptions within the process.</summary>
public sealed class SubscriptionTests : IAsyncLifetime
{
    private TestApp _app = null!;

    private OrderEventsBroadcaster Orders => _app.Get<OrderEventsBroadcaster>();

    private FeedEventsBroadcaster Feed => _app.Get<FeedEventsBroadcaster>();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _app = await TestApp.StartAsync(options: static options =>
    {
        options.MaxQueuedEvents = 64;
        options.History.MaxEvents = 5000;
    });

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    [Fact]
    public async Task Subscription_gets_the_events_of_its_key_as_objects_of_their_types()
    {
        var events = Orders.SubscribeWatchAsync(42, Cancellation);
        var shipped = new OrderEvent.Shipped("DHL");

        await Orders.BroadcastShippedAsync(42, shipped, Cancellation);
        await Orders.BroadcastShippedAsync(421, new("not for 42"), Cancellation);
        await Orders.BroadcastCancelledToAllAsync(new("lost"), Cancellation);

        var taken = await TakeAsync(events, 2);
        Assert.Equal([shipped, new OrderEvent.Cancelled("lost")], taken);
        Assert.NotSame(shipped, taken[0]);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" two\nlines ")]
    [InlineData("data: x\n\nid: y")]
    public async Task Text_is_read_as_a_client_reads_it(string text)
    {
        var events = Feed.SubscribeBareAsync("a", Cancellation);

        await Feed.BroadcastBareAsync("a", text, Cancellation);

        Assert.Equal([text], await TakeAsync(events, 1));
    }

    [Fact]
    public async Task Subscription_that_is_enumerated_again_continues_after_its_last_event()
    {
        var events = Feed.SubscribeBareAsync("a", Cancellation);
        await BroadcastAsync(0, 4);

        Assert.Equal(["0", "1"], await TakeAsync(events, 2));
        Assert.Equal(["2", "3"], await TakeAsync(events, 2));
    }

    [Fact]
    public async Task Subscription_resumes_after_the_id_of_another()
    {
        var first = Feed.SubscribeBareAsync("a", Cancellation);
        await BroadcastAsync(0, 4);
        await TakeAsync(first, 2);

        var second = Feed.SubscribeBareAsync("a", Cancellation).ResumeAfter(first.LastEventId);

        Assert.Equal(["2", "3"], await TakeAsync(second, 2));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    public async Task Subscription_that_resumes_after_no_id_starts_over(string? none)
    {
        var events = Feed.SubscribeBareAsync("a", Cancellation);
        await BroadcastAsync(0, 2);
        Assert.Equal(["0"], await TakeAsync(events, 1));

        events.ResumeAfter(none);
        await BroadcastAsync(2, 3);

        Assert.Equal(["2"], await TakeAsync(events, 1));
    }

    [Fact]
    public async Task Unknown_id_throws_and_a_further_enumeration_gets_later_events()
    {
        var events = Feed.SubscribeBareAsync("a", Cancellation).ResumeAfter("unknown-1");

        var thrown = await Assert.ThrowsAsync<EventsLostException>(() => TakeAsync(events, 1));
        await BroadcastAsync(0, 1);

        Assert.StartsWith(
            "Events of Sisk.Sse.Tests/Sisk.Sse.Tests.Support.FeedEvents.Bare since the id 'unknown-1' are",
            thrown.Message,
            StringComparison.Ordinal);
        Assert.Equal(["0"], await TakeAsync(events, 1));
    }

    [Fact]
    public async Task Subscription_that_begins_too_late_for_the_history_throws()
    {
        var events = Feed.SubscribeForgetfulAsync(Cancellation);

        await Feed.BroadcastForgetfulAsync("lost", Cancellation);

        await Assert.ThrowsAsync<EventsLostException>(() => TakeAsync(events, 1));
    }

    [Fact]
    public async Task Slow_reader_whose_queue_overflows_gets_each_event_once_and_in_order()
    {
        const int Events = 4000;
        await using var events = Feed.SubscribeBareAsync("a", Cancellation).GetAsyncEnumerator(Cancellation);
        await BroadcastAsync(0, 1);
        Assert.True(await Signal.WithinAsync(events.MoveNextAsync().AsTask()));

        // Much more than a queue holds, while nothing is read.
        await BroadcastAsync(1, Events);

        for (var i = 1; i < Events; i++)
        {
            Assert.True(await Signal.WithinAsync(events.MoveNextAsync().AsTask()));
            Assert.Equal(i.ToString(CultureInfo.InvariantCulture), events.Current);
        }
    }

    [Fact]
    public async Task Newcomers_replay_comes_before_live_events()
    {
        await Feed.BroadcastLatestAsync("a", "old", Cancellation);
        await Feed.BroadcastLatestAsync("a", "kept", Cancellation);
        var events = Feed.SubscribeLatestAsync("a", Cancellation);
        Assert.Equal(["kept"], await TakeAsync(events, 1));

        await Feed.BroadcastLatestAsync("a", "live", Cancellation);

        Assert.Equal(["live"], await TakeAsync(events, 1));
    }

    [Fact]
    public async Task Canceled_enumeration_throws_and_leaves_the_topic()
    {
        using var cancellation = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        await using var events = Feed.SubscribeBareAsync("a", cancellation.Token).GetAsyncEnumerator(Cancellation);
        var next = events.MoveNextAsync().AsTask();
        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Signal.WithinAsync(next));

        var topic = _app.Get<CompilerServices.StreamRegistry>().GetTopic(Generated.Sisk_Sse_Tests_Support_FeedEvents.BareDescription);
        Assert.Empty(topic.Restart(new EpochHistory(("abcdefghij", 0)), 0));
    }

    [Fact]
    public async Task Enumeration_ends_when_the_server_stops()
    {
        await using var events = Feed.SubscribeBareAsync("a", Cancellation).GetAsyncEnumerator(Cancellation);
        var next = events.MoveNextAsync().AsTask();

        await _app.Application.StopAsync(Cancellation);

        Assert.False(await Signal.WithinAsync(next));
    }

    [Fact]
    public async Task Second_enumeration_at_the_same_time_throws()
    {
        var events = Feed.SubscribeBareAsync("a", Cancellation);
        await using var first = events.GetAsyncEnumerator(Cancellation);
        var next = first.MoveNextAsync().AsTask();

        var thrown = await Assert.ThrowsAsync<InvalidOperationException>(() => TakeAsync(events, 1));
        await BroadcastAsync(0, 1);

        Assert.Equal("The subscription is being enumerated. Subscribe once for each enumeration.", thrown.Message);
        Assert.True(await Signal.WithinAsync(next));
    }

    [Fact]
    public async Task Event_that_cannot_be_read_is_an_error_and_the_next_one_is_read()
    {
        var events = _app.Get<OneWayEventsBroadcaster>().SubscribeWatchAsync(Cancellation);
        await _app.Get<OneWayEventsBroadcaster>().BroadcastUnreadableAsync(new(1), Cancellation);
        await _app.Get<OneWayEventsBroadcaster>().BroadcastReadableAsync(new("text"), Cancellation);

        await Assert.ThrowsAsync<NotSupportedException>(() => TakeAsync(events, 1));

        Assert.Equal([new OneWay.Readable("text")], await TakeAsync(events, 1));
    }

    private static Task<List<T>> TakeAsync<T>(EventSubscription<T> events, int count) => Signal.WithinAsync(Task.Run(async () =>
    {
        var taken = new List<T>();
        await foreach (var item in events)
        {
            taken.Add(item);
            if (taken.Count == count)
            {
                break;
            }
        }

        return taken;
    }));

    private async Task BroadcastAsync(int from, int to)
    {
        for (var i = from; i < to; i++)
        {
            await Feed.BroadcastBareAsync("a", i.ToString(CultureInfo.InvariantCulture), Cancellation);
        }
    }
}

[RoutePrefix("/one-way")]
public sealed class OneWayEvents
{
    [RouteGet("/")]
    public static EventStream<OneWay> Watch() => new();
}

public abstract record OneWay
{
    public sealed record Readable(string Text) : OneWay;

    /// <summary>A payload that can be written as JSON, but not read.</summary>
    public sealed record Unreadable(IFormattable Value) : OneWay;
}
