using System.Text;
using Sisk.Sse.Connections;
using Sisk.Sse.Connections.Timing;
using Sisk.Sse.Log;
using Sisk.Sse.Tests.Support;
using Sisk.Sse.Topics;
using Sisk.Sse.Transport.Linux;
using Sisk.Sse.Wire;

namespace Sisk.Sse.Tests.Delivery;

/// <summary>Orders of events between threads that only a stopped transport can bring about each time.</summary>
public sealed class ConnectionTests
{
    private readonly FakeFrameWriter _writer = new();

    [Fact]
    public async Task An_event_that_arrives_while_a_client_is_being_brought_up_to_date_comes_after_what_it_missed()
    {
        var topic = NewTopic();
        await BroadcastAsync(topic, "missed");
        var connection = Open(heldUntilStart: true);
        var subscription = topic.Subscribe(connection, "", lastEventId: null, default);
        var other = new FakeFrameWriter();
        var witness = Open(writer: other);
        topic.Subscribe(witness, "", lastEventId: null, default);

        // An event is handed to all before any writes: what the witness has written has arrived at both.
        await BroadcastAsync(topic, "live");
        await other.WrittenAsync("live");
        connection.Start(subscription.Missed);
        await BroadcastAsync(topic, "later");
        await _writer.WrittenAsync("later");

        Assert.Equal(["missed", "live", "later"], Data());
    }

    [Fact]
    public async Task Events_that_come_together_from_a_log_are_sent_together()
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
    public async Task A_client_that_is_sent_away_before_it_has_what_it_missed_gets_nothing_that_came_later()
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
        connection.Close(CloseReason.Draining, FrameEncoder.Retry(TimeSpan.FromSeconds(2)));
        connection.Start(subscription.Missed);

        Assert.True(connection.Drained.IsCompleted);
        Assert.Equal("data: to this one\n\nretry: 2000\n\n", _writer.Written);
    }

    [Fact]
    public void A_stream_that_is_ended_while_it_is_being_opened_writes_nothing_behind_its_end()
    {
        var connection = Open();
        connection.Close(CloseReason.Replaced, FrameEncoder.Id("end"));

        connection.Start([FrameEncoder.Event("too late", null, "other")]);

        Assert.True(connection.Drained.IsCompleted);
        Assert.Equal("id: end\n\n", _writer.Written);
    }

    [Fact]
    public async Task The_response_is_not_given_back_while_it_is_being_cut()
    {
        var connection = Open();
        var room = new TaskCompletionSource<bool>();
        connection.Start([]);
        _writer.Room = room.Task;
        connection.Send(FrameEncoder.Event("stuck", null, null));
        var drainedDuringAbort = true;
        _writer.OnAbort = () =>
        {
            // As a transport does that is cut: the flush that waits ends, and its pump with it.
            room.SetResult(false);
            drainedDuringAbort = connection.Drained.IsCompleted;
        };

        connection.Abort(CloseReason.WriteTimeout);

        await Signal.WithinAsync(connection.Drained);
        Assert.False(drainedDuringAbort);
    }

    [Fact]
    public async Task A_transport_that_cannot_even_be_cut_harms_no_sender()
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
        var topic = new StreamTopic("test", new HistoryOptions(), TimeProvider.System, new SendBatches());
        return topic;
    }

    private static ValueTask BroadcastAsync(StreamTopic topic, string data) =>
        topic.PublishAsync(new EventRecord("", null, Encoding.UTF8.GetBytes(data)), TestContext.Current.CancellationToken);

    private Connection Open(int maxEvents = 16, bool heldUntilStart = false, FakeFrameWriter? writer = null)
    {
        var settings = new ConnectionSettings(maxEvents, 1024, Overflow.Disconnect, TimeSpan.FromSeconds(30), Timeout.InfiniteTimeSpan);
        return new Connection(writer ?? _writer, settings, new DeliveryClock(TimeProvider.System, new SendBatches()), heldUntilStart);
    }

    private string[] Data() =>
        [.. _writer.Written.Split('\n').Where(line => line.StartsWith("data: ", StringComparison.Ordinal)).Select(line => line[6..])];
}
