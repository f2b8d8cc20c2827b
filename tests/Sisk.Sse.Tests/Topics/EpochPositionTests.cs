using Sisk.Sse.Connections;
using Sisk.Sse.Connections.Timing;
using Sisk.Sse.Log;
using Sisk.Sse.Tests.Support;
using Sisk.Sse.Topics;
using Sisk.Sse.Transport.Linux;

namespace Sisk.Sse.Tests.Topics;

/// <summary>The position of a client that connects after this server has appended an event that the topic has not read yet.</summary>
public sealed class EpochPositionTests : IDisposable
{
    private readonly TestClock _time = new();
    private readonly DeliveryClock _clock;
    private readonly StreamTopic _topic;

    public EpochPositionTests()
    {
        _clock = new DeliveryClock(_time, new SendBatches());
        _topic = new StreamTopic(new("test", new HistoryOptions()), new(_time, new SendBatches()));
        _topic.Restart(new EpochHistory(("one", 0)), 5);
        _topic.IsReady = true;
    }

    public void Dispose() => _clock.Dispose();

    [Fact]
    public async Task Client_does_not_get_an_event_from_before_it_connected_when_the_event_began_an_epoch()
    {
        _topic.OnAppended("two", 3);
        var position = _topic.GetPosition();
        Assert.False(_topic.IsCurrentFor(lastEventId: null, position));

        _topic.Continue(new EpochHistory(("one", 0), ("two", 2)));
        _topic.Restart(new EpochHistory(("one", 0), ("two", 2)), 2);
        _time.Advance(TimeSpan.FromSeconds(1));
        await AcceptAsync(3);
        await AcceptAsync(4);

        Assert.True(_topic.IsCurrentFor(lastEventId: null, position));
        Assert.Equal([Text(4)], Subscribe(position));
    }

    [Fact]
    public async Task Client_gets_later_events_when_the_epoch_that_this_server_began_is_lost()
    {
        _topic.OnAppended("two", 3);
        var position = _topic.GetPosition();

        _topic.Restart(new EpochHistory(("three", 0)), 0);
        _time.Advance(TimeSpan.FromSeconds(1));
        await AcceptAsync(1);

        Assert.Equal([Text(1)], Subscribe(position));
    }

    [Fact]
    public async Task Own_event_of_an_earlier_epoch_does_not_move_the_position()
    {
        _topic.OnAppended("one", 9);
        _topic.Restart(new EpochHistory(("one", 5), ("two", 5)), 5);
        await AcceptAsync(6);

        Assert.Equal((6, "two"), (_topic.GetPosition().Sequence, _topic.GetPosition().Epoch));
    }

    [Fact]
    public void Own_event_of_an_epoch_that_was_read_and_then_lost_does_not_move_the_position()
    {
        _topic.OnAppended("one", 5);

        _topic.Restart(new EpochHistory(("two", 0)), 0);

        Assert.Equal((0, "two"), (_topic.GetPosition().Sequence, _topic.GetPosition().Epoch));
        Assert.True(_topic.IsCurrentFor(lastEventId: null, _topic.GetPosition()));
    }

    private Task AcceptAsync(long sequence) => _topic.AcceptAsync(
        [new EventRecord("", null, new byte[] { (byte)('0' + sequence) })],
        new LogPosition(sequence, _time.GetTimestamp()),
        TestContext.Current.CancellationToken).AsTask();

    private static string Text(long sequence) => $"data: {sequence}\n\n";

    private IEnumerable<string> Subscribe(StreamPosition position)
    {
        var settings = new ConnectionSettings(100, 1024 * 1024, Overflow.Disconnect, TimeSpan.FromSeconds(30), Timeout.InfiniteTimeSpan);
        var connection = new Connection(new FakeFrameWriter(), settings, _clock, heldUntilStart: true);
        return _topic.Subscribe(connection, "", lastEventId: null, position).Missed
            .Select(static frame => System.Text.Encoding.UTF8.GetString(frame.Bytes))
            .Select(static text => text[text.IndexOf("data:", StringComparison.Ordinal)..]);
    }
}
