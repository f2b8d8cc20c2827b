using Microsoft.Extensions.DependencyInjection;
using Sisk.Sse.Connections;
using Sisk.Sse.Connections.Timing;
using Sisk.Sse.Log;
using Sisk.Sse.Tests.Support;
using Sisk.Sse.Topics;
using Sisk.Sse.Transport.Linux;
using Sisk.Sse.Wire;

namespace Sisk.Sse.Tests.Topics;

/// <summary>Streams that end permanently after a last event.</summary>
public sealed class CompletionTests : IDisposable
{
    private readonly TestClock _time = new();
    private readonly SendBatches _batches = new();
    private readonly DeliveryClock _clock;

    public CompletionTests() => _clock = new DeliveryClock(_time, _batches);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(Overflow.Disconnect)]
    [InlineData(Overflow.DropNewest)]
    [InlineData(Overflow.DropOldest)]
    [InlineData(Overflow.Coalesce)]
    public async Task Last_event_reaches_a_client_whose_queue_is_full(Overflow overflow)
    {
        var topic = new StreamTopic(new("test", new HistoryOptions()), new(_time, _batches) { Paces = false });
        var writer = new FakeFrameWriter();
        var blocked = new TaskCompletionSource<bool>();
        var connection = Open(writer, overflow, maxEvents: 2);
        topic.Subscribe(connection, "a", lastEventId: null, topic.GetPosition());
        connection.Start([]);
        writer.Room = blocked.Task;
        await PublishAsync(topic, "written");
        await writer.WrittenAsync("written");
        await PublishAsync(topic, "one");
        await PublishAsync(topic, "two");
        await topic.PublishAsync(new EventRecord("a", null, "last"u8.ToArray(), IsLast: true), Cancellation);

        await Signal.WithinAsync(connection.Closed);
        writer.Room = Task.FromResult(true);
        blocked.SetResult(true);
        await Signal.WithinAsync(connection.Drained);

        Assert.EndsWith($"data: last\n\nid: {StreamEventId.End}\n\n", writer.Written, StringComparison.Ordinal);
        Assert.Equal(CloseReason.Completed, connection.Reason);
    }

    [Fact]
    public async Task Held_connection_gets_its_first_events_before_the_end()
    {
        var topic = new StreamTopic(new("test", new HistoryOptions()), new(_time, _batches) { Paces = false });
        var writer = new FakeFrameWriter();
        var connection = Open(writer, Overflow.Disconnect, maxEvents: 10);
        topic.Subscribe(connection, "a", lastEventId: null, topic.GetPosition());
        await topic.PublishAsync(new EventRecord("a", null, "last"u8.ToArray(), IsLast: true), Cancellation);
        await PublishAsync(topic, "later");

        connection.Start([FrameEncoder.Event("first", null, id: null)]);
        await Signal.WithinAsync(connection.Drained);

        Assert.Matches($"^data: first\n\nid: [^\n]*\ndata: last\n\nid: {StreamEventId.End}\n\n$", writer.Written);
    }

    [Fact]
    public async Task Completion_is_forgotten_when_the_history_drops_its_event()
    {
        await using var app = await TestApp.StartAsync(
            options: static options => options.History.MaxAge = TimeSpan.FromMinutes(1), services: services => services.AddSingleton<TimeProvider>(_time));
        var feed = app.Get<FeedEventsBroadcaster>();
        await feed.CompleteBareAsync("a", "last", Cancellation);
        await using (var late = await app.OpenAsync("/feed/bare/a"))
        {
            Assert.Equal(["last"], (await late.RestAsync()).ConvertAll(static item => item.Data));
        }

        _time.Advance(TimeSpan.FromMinutes(2));
        await using var open = await app.OpenAsync<string>("/feed/bare/a");
        await feed.BroadcastBareAsync("a", "live", Cancellation);

        Assert.Equal("live", await open.NextAsync(Cancellation));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("unknown-1")]
    public async Task Stream_that_ends_after_its_first_events_ends_permanently(string? lastEventId)
    {
        await using var app = await TestApp.StartAsync();

        await using var reading = await app.OpenAsync("/feed/done/a", lastEventId);

        Assert.Equal(["last of a"], (await reading.RestAsync()).ConvertAll(static item => item.Data));
        Assert.Equal(StreamEventId.End, reading.LastEventId);
    }

    [Fact]
    public async Task Completing_with_null_or_a_canceled_token_fails_in_the_task()
    {
        await using var app = await TestApp.StartAsync();
        var feed = app.Get<FeedEventsBroadcaster>();

        var ofNull = feed.CompleteBareAsync("a", null!, Cancellation);
        var canceled = feed.CompleteBareAsync("a", "last", new CancellationToken(canceled: true));

        await Assert.ThrowsAsync<ArgumentNullException>(async () => await ofNull);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await canceled);
    }

    public void Dispose()
    {
        _clock.Dispose();
        _batches.Dispose();
    }

    private static ValueTask PublishAsync(StreamTopic topic, string data) =>
        topic.PublishAsync(new EventRecord("a", null, System.Text.Encoding.UTF8.GetBytes(data)), Cancellation);

    private Connection Open(FakeFrameWriter writer, Overflow overflow, int maxEvents) => new(
        writer, new ConnectionSettings(maxEvents, 10_000, overflow, TimeSpan.FromSeconds(30), Timeout.InfiniteTimeSpan), _clock, heldUntilStart: true);
}
