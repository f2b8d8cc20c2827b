using System.Text;
using Sisk.Sse.Connections;
using Sisk.Sse.Connections.Timing;
using Sisk.Sse.Log;
using Sisk.Sse.Tests.Support;
using Sisk.Sse.Topics;
using Sisk.Sse.Transport.Linux;
using Sisk.Sse.Wire;

namespace Sisk.Sse.Tests.Topics;

/// <summary>The kept events that a client without an id gets, and the ids that come with them.</summary>
public sealed class NewcomerTests : IDisposable
{
    private readonly TestClock _time = new();
    private readonly SendBatches _batches = new();
    private readonly DeliveryClock _clock;

    public NewcomerTests() => _clock = new DeliveryClock(_time, _batches);

    [Fact]
    public async Task Events_since_the_position_of_a_newcomer_are_all_sent_after_the_latest_before_it()
    {
        var topic = NewTopic(NewcomerReplay.Latest);
        await PublishAsync(topic, "moved", "named", "moved", "sold");
        var position = topic.GetPosition();
        await PublishAsync(topic, "moved", "moved");

        var subscription = Subscribe(topic, position);

        Assert.Equal([2, 4], subscription.Latest.Select(SequenceOf));
        Assert.Equal([5, 6], subscription.Missed.Select(SequenceOf));
        Assert.Null(subscription.StartId);
    }

    [Fact]
    public async Task Newcomer_gets_the_current_id_when_later_events_went_to_other_keys()
    {
        var topic = NewTopic(NewcomerReplay.Latest);
        await PublishAsync(topic, "moved");
        var atLatest = Subscribe(topic, topic.GetPosition());
        await topic.PublishAsync(new EventRecord("other", "moved", "x"u8.ToArray()), TestContext.Current.CancellationToken);
        var later = Subscribe(topic, topic.GetPosition());

        Assert.Null(atLatest.StartId);
        Assert.Equal(StreamEventId.Format(topic.GetPosition().Epoch, 2), later.StartId);
    }

    [Theory]
    [InlineData(NewcomerReplay.Latest)]
    [InlineData(NewcomerReplay.All)]
    public async Task Expired_events_are_not_sent_to_a_newcomer(NewcomerReplay newcomers)
    {
        var topic = NewTopic(newcomers, new HistoryOptions { MaxAge = TimeSpan.FromSeconds(5) });
        await PublishAsync(topic, "moved");
        _time.Advance(TimeSpan.FromSeconds(6));

        var subscription = Subscribe(topic, topic.GetPosition());

        Assert.Equal(ResumeResult.Fresh, subscription.Resume);
        Assert.Empty(subscription.Latest);
        Assert.Empty(subscription.Missed);
    }

    [Theory]
    [InlineData(NewcomerReplay.Latest)]
    [InlineData(NewcomerReplay.All)]
    public async Task Newcomer_of_a_key_that_has_begun_again_gets_only_what_follows_its_last_event(NewcomerReplay newcomers)
    {
        var topic = NewTopic(newcomers);
        await PublishAsync(topic, "started", "failed");
        await topic.PublishAsync(new EventRecord("a", "done", "x"u8.ToArray(), IsLast: true), TestContext.Current.CancellationToken);
        await PublishAsync(topic, "started", "moved");

        var subscription = Subscribe(topic, topic.GetPosition());

        Assert.Equal([4, 5], [.. subscription.Latest.Concat(subscription.Missed).Select(SequenceOf)]);
    }

    [Theory]
    [InlineData(NewcomerReplay.Latest)]
    [InlineData(NewcomerReplay.All)]
    public async Task Key_that_starts_over_leaves_what_other_keys_have(NewcomerReplay newcomers)
    {
        var topic = NewTopic(newcomers);
        await PublishAsync(topic, "started");
        await topic.PublishAsync(new EventRecord("b", "done", "x"u8.ToArray(), IsLast: true), TestContext.Current.CancellationToken);
        await topic.PublishAsync(new EventRecord("b", "started", "x"u8.ToArray()), TestContext.Current.CancellationToken);

        var subscription = Subscribe(topic, topic.GetPosition());

        Assert.Equal([1], [.. subscription.Latest.Concat(subscription.Missed).Select(SequenceOf)]);
    }

    [Fact]
    public async Task First_events_have_no_id_when_latest_events_with_ids_follow()
    {
        await using var app = await TestApp.StartAsync();
        var feed = app.Get<FeedEventsBroadcaster>();
        await feed.BroadcastLatestAsync("a", "one", TestContext.Current.CancellationToken);
        await feed.BroadcastLatestAsync("b", "of another room", TestContext.Current.CancellationToken);

        using var raw = await RawClient.GetAsync(app.RawAddress, "/feed/latest/a");
        await raw.ReadUntilAsync("data: one\n\n");
        await feed.BroadcastLatestAsync("a", "live", TestContext.Current.CancellationToken);

        await raw.ReadUntilAsync("data: live\n\n");

        const string Id = "id: [0-9a-z]{10}-";
        var text = raw.Received.Replace("\r\n", "", StringComparison.Ordinal);
        Assert.Matches($"data: snapshot of a\n\n[^\n]*{Id}1\ndata: one\n\n[^\n]*{Id}2\n\n[^\n]*{Id}3\ndata: live\n\n", text);
    }

    [Fact]
    public void Undefined_replay_is_an_error()
    {
        var thrown =
            Assert.Throws<InvalidOperationException>(() => new EventHistoryAttribute { Newcomers = (NewcomerReplay)7 }.Check("test"));

        Assert.Equal("Newcomers of test is 7. Use a member of NewcomerReplay.", thrown.Message);
    }

    public void Dispose()
    {
        _clock.Dispose();
        _batches.Dispose();
    }

    private StreamTopic NewTopic(NewcomerReplay newcomers, HistoryOptions? history = null) =>
        new(new("test", history ?? new HistoryOptions()) { Newcomers = newcomers }, new(_time, _batches));

    private static async Task PublishAsync(StreamTopic topic, params string[] names)
    {
        foreach (var name in names)
        {
            await topic.PublishAsync(new EventRecord("a", name, "x"u8.ToArray()), TestContext.Current.CancellationToken);
        }
    }

    private Subscription Subscribe(StreamTopic topic, StreamPosition position)
    {
        var settings = new ConnectionSettings(16, 1024, Overflow.DropOldest, TimeSpan.FromSeconds(30), Timeout.InfiniteTimeSpan);
        var connection = new Connection(new FakeFrameWriter(), settings, _clock, heldUntilStart: true);
        return topic.Subscribe(connection, "a/ann", lastEventId: null, position);
    }

    private static long SequenceOf(Frame frame)
    {
        var text = Encoding.UTF8.GetString(frame.Bytes);
        Assert.True(StreamEventId.TryParse(text["id: ".Length..text.IndexOf('\n', StringComparison.Ordinal)], out _, out var sequence));
        return sequence;
    }
}
