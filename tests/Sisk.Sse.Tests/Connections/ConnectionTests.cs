using System.Text;
using Sisk.Sse.Connections;
using Sisk.Sse.Connections.Timing;
using Sisk.Sse.Log;
using Sisk.Sse.Tests.Support;
using Sisk.Sse.Topics;
using Sisk.Sse.Transport.Linux;
using Sisk.Sse.Wire;

namespace Sisk.Sse.Tests.Connections;

/// <summary>Orders of events between threads, made reproducible by a transport that the test can block.</summary>
public sealed class ConnectionTests
{
    private readonly FakeFrameWriter _writer = new();

    [Fact]
    public async Task Live_event_follows_the_replay_when_it_arrives_during_catch_up()
    {
        var topic = NewTopic();
        await BroadcastAsync(topic, "missed");
        var connection = Open(heldUntilStart: true);
        var subscription = topic.Subscribe(connection, "", lastEventId: null, default);
        var other = new FakeFrameWriter();
        var witness = Open(writer: other);
        topic.Subscribe(witness, "", lastEventId: null, default);

        // An event is queued for all connections before any is written. Once the witness has written it, both have it.
        await BroadcastAsync(topic, "live");
        await other.WrittenAsync("live");
        connection.Start(subscription.Missed);
        await BroadcastAsync(topic, "later");
        await _writer.WrittenAsync("later");

        Assert.Equal(["missed", "live", "later"], Data());
    }

    [Fact]
    public async Task Live_event_follows_the_replay_when_the_source_is_used_during_catch_up()
    {
        var topic = NewTopic();
        await BroadcastAsync(topic, "missed");
        var connection = Open(heldUntilStart: true);
        var subscription = topic.Subscribe(connection, "", lastEventId: null, default);

        // As pings and waits of the source do, which handlers of the collection have before the stream begins.
        connection.Start();
        Assert.True(connection.Send(FrameEncoder.Event("live", eventName: null, id: null)));
        connection.Start(subscription.Missed);
        await _writer.WrittenAsync("live");

        Assert.Equal(["missed", "live"], Data());
    }

    [Fact]
    public async Task Events_that_arrive_together_are_flushed_once()
    {
        var topic = NewTopic();
        var connection = Open();
        connection.Start(topic.Subscribe(connection, "", lastEventId: null, default).Missed);
        var before = _writer.Flushes;
        string[] texts = [.. Enumerable.Range(1, 8).Select(number => $"{number}.")];

        await topic.AcceptAsync(
            [.. texts.Select(text => new EventRecord("", null, Encoding.UTF8.GetBytes(text)))], first: null, TestContext.Current.CancellationToken);
        await _writer.WrittenAsync(texts[^1]);

        Assert.Equal(texts, Data());
        Assert.InRange(_writer.Flushes, before, before + 1);
    }

    [Fact]
    public async Task Close_before_the_replay_sends_only_direct_events_and_the_retry()
    {
        var topic = NewTopic();
        await BroadcastAsync(topic, "missed");
        var connection = Open(heldUntilStart: true);
        var subscription = topic.Subscribe(connection, "", lastEventId: null, default);
        var other = new FakeFrameWriter();
        topic.Subscribe(Open(writer: other), "", lastEventId: null, default);

        await BroadcastAsync(topic, "live");
        await other.WrittenAsync("live");
        connection.Send(FrameEncoder.Event("to this one", null, null));
        connection.Close(CloseReason.ServerStopping, FrameEncoder.Retry(TimeSpan.FromSeconds(2)));
        connection.Start(subscription.Missed);

        Assert.True(connection.Drained.IsCompleted);
        Assert.Equal("data: to this one\n\nretry: 2000\n\n", _writer.Written);
    }

    [Fact]
    public void Start_after_Close_writes_nothing_more()
    {
        var connection = Open();
        connection.Close(CloseReason.Replaced, FrameEncoder.Id("end"));

        connection.Start([FrameEncoder.Event("too late", null, "other")]);

        Assert.True(connection.Drained.IsCompleted);
        Assert.Equal("id: end\n\n", _writer.Written);
    }

    [Fact]
    public async Task Drained_completes_only_after_the_abort_has_returned()
    {
        var connection = Open();
        var room = new TaskCompletionSource<bool>();
        connection.Start([]);
        _writer.Room = room.Task;
        connection.Send(FrameEncoder.Event("stuck", null, null));
        var drainedDuringAbort = true;
        _writer.OnAbort = () =>
        {
            // An aborted transport completes the waiting flush, which ends the pump.
            room.SetResult(false);
            drainedDuringAbort = connection.Drained.IsCompleted;
        };

        connection.Abort(CloseReason.WriteTimeout);

        await Signal.WithinAsync(connection.Drained);
        Assert.False(drainedDuringAbort);
    }

    [Fact]
    public async Task Send_does_not_throw_when_aborting_the_transport_fails()
    {
        var connection = Open(maxEvents: 1);
        var room = new TaskCompletionSource<bool>();
        connection.Start([]);
        _writer.Room = room.Task;
        _writer.OnAbort = static () => throw new ObjectDisposedException("HttpContext");
        connection.Send(FrameEncoder.Event("being written", null, null));
        connection.Send(FrameEncoder.Event("waiting", null, null));

        Assert.False(connection.Send(FrameEncoder.Event("too many", null, null)));

        Assert.Equal(CloseReason.Overflow, connection.Reason);
        room.SetException(new IOException());
        await Signal.WithinAsync(connection.Drained);
    }

    private static StreamTopic NewTopic()
    {
        var topic = new StreamTopic(new("test", new HistoryOptions()), new(TimeProvider.System, new SendBatches()));
        return topic;
    }

    private static ValueTask BroadcastAsync(StreamTopic topic, string data) =>
        topic.PublishAsync(new EventRecord("", null, Encoding.UTF8.GetBytes(data)), TestContext.Current.CancellationToken);

    [Theory]
    [InlineData(1, true)]
    [InlineData(8, true)]
    [InlineData(8, false)]
    public async Task Frames_that_wait_for_room_are_all_sent_in_order(int maxEvents, bool hold)
    {
        var connection = Open(maxEvents);
        connection.Start([]);
        string[] texts = [.. Enumerable.Range(1, 100).Select(static number => $"{number}.")];

        foreach (var text in texts)
        {
            Assert.True(
                await connection.SendWhenRoomAsync(FrameEncoder.Event(text, null, null), TestContext.Current.CancellationToken, hold));
        }

        connection.Pump();
        Assert.Equal(texts, Data());
    }

    [Fact]
    public async Task Frame_that_waits_for_room_is_refused_when_the_connection_closes()
    {
        var connection = Open(maxEvents: 1);
        connection.Start([]);
        var room = new TaskCompletionSource<bool>();
        _writer.Room = room.Task;
        connection.Send(FrameEncoder.Event("being written", null, null));
        connection.Send(FrameEncoder.Event("queued", null, null));
        var waiting = connection.SendWhenRoomAsync(FrameEncoder.Event("waiting", null, null), TestContext.Current.CancellationToken);

        connection.Close(CloseReason.Closed, FrameEncoder.Id("end"));

        Assert.False(await waiting);
        _writer.Room = Task.FromResult(true);
        room.SetResult(true);
        await Signal.WithinAsync(connection.Drained);
        Assert.Equal(["being written", "queued"], Data());
    }

    [Fact]
    public async Task Discarded_queue_keeps_the_frames_of_the_protocol()
    {
        var connection = Open();
        connection.Start([]);
        var room = new TaskCompletionSource<bool>();
        _writer.Room = room.Task;
        connection.Send(FrameEncoder.Event("being written", null, null));
        connection.Send(FrameEncoder.Event("discarded", null, null));
        connection.Close(CloseReason.Closed, FrameEncoder.Id("end"));

        connection.DiscardQueued();

        _writer.Room = Task.FromResult(true);
        room.SetResult(true);
        await Signal.WithinAsync(connection.Drained);
        Assert.EndsWith("data: being written\n\nid: end\n\n", _writer.Written, StringComparison.Ordinal);
    }

    private Connection Open(int maxEvents = 16, bool heldUntilStart = false, FakeFrameWriter? writer = null)
    {
        var settings = new ConnectionSettings(maxEvents, 1024, Overflow.Disconnect, TimeSpan.FromSeconds(30), Timeout.InfiniteTimeSpan);
        return new Connection(writer ?? _writer, settings, new DeliveryClock(TimeProvider.System, new SendBatches()), heldUntilStart);
    }

    private string[] Data() =>
        [.. _writer.Written.Split('\n').Where(line => line.StartsWith("data: ", StringComparison.Ordinal)).Select(line => line[6..])];
}
