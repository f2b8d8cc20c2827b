using System.Text;
using Microsoft.Extensions.Logging;
using Sisk.Sse.Connections;
using Sisk.Sse.Connections.Timing;
using Sisk.Sse.Log;
using Sisk.Sse.Tests.Support;
using Sisk.Sse.Topics;
using Sisk.Sse.Transport;
using Sisk.Sse.Transport.Linux;

namespace Sisk.Sse.Tests.Connections.Timing;

/// <summary>The clock accepts any duration, and continues when an entry throws.</summary>
public sealed class DeliveryClockTests : IDisposable
{
    private static readonly TimeSpan _second = TimeSpan.FromSeconds(1);

    private readonly TestClock _time = new();
    private readonly LogCollector _logs = new();
    private readonly SendBatches _batches;
    private readonly DeliveryClock _clock;

    public DeliveryClockTests()
    {
        _batches = new SendBatches(logger: new LoggerFactory([_logs]).CreateLogger<SendBatches>());
        _clock = new DeliveryClock(_time, _batches);
    }

    public static TheoryData<TimeSpan> Long =>
        [TimeSpan.FromDays(1), TimeSpan.FromMilliseconds(uint.MaxValue), TimeSpan.FromDays(90), TimeSpan.FromDays(1000)];

    public static TheoryData<TimeSpan> Endless => [TimeSpan.MaxValue, TimeSpan.MaxValue - _second, TimeSpan.FromDays(4_000_000)];

    public static TheoryData<TimeSpan> Over =>
        [TimeSpan.Zero, TimeSpan.FromDays(-1), TimeSpan.FromDays(-90), TimeSpan.MinValue + _second, TimeSpan.MinValue];

    [Theory]
    [MemberData(nameof(Long))]
    public void Entry_fires_after_its_delay_even_when_it_is_very_long(TimeSpan delay)
    {
        var woken = new Woken();
        _clock.Schedule(woken, delay);

        _time.Advance(delay - _second);
        Assert.Equal(0, woken.Times);
        _time.Advance(_second);

        Assert.Equal(1, woken.Times);
    }

    [Theory]
    [MemberData(nameof(Endless))]
    public void Entry_with_an_endless_delay_never_fires_and_does_not_block_others(TimeSpan delay)
    {
        var (never, soon) = (new Woken(), new Woken());
        _clock.Schedule(never, delay, slack: _second);
        _clock.Schedule(soon, _second);

        _time.Advance(TimeSpan.FromDays(3));

        Assert.Equal((0, 1), (never.Times, soon.Times));
    }

    [Theory]
    [MemberData(nameof(Over))]
    public void Entry_fires_at_once_when_its_delay_is_zero_or_negative(TimeSpan delay)
    {
        var woken = new Woken();
        _clock.Schedule(woken, delay);

        _time.Advance(TimeSpan.FromMilliseconds(1));

        Assert.Equal(1, woken.Times);
    }

    [Fact]
    public void Entry_does_not_fire_again_when_it_returns_an_endless_delay()
    {
        var woken = new Woken(TimeSpan.MaxValue);
        _clock.Schedule(woken, _second);

        _time.Advance(TimeSpan.FromDays(100));

        Assert.Equal(1, woken.Times);
    }

    [Fact]
    public void Exception_of_an_entry_is_logged_and_other_entries_still_fire()
    {
        var (throws, other) = (new Woken { Exception = new InvalidOperationException("broken entry") }, new Woken(_second));
        _clock.Schedule(throws, _second);
        _clock.Schedule(other, _second);

        _time.Advance(_second);
        _time.Advance(_second);

        Assert.Equal((1, 2), (throws.Times, other.Times));
        var entry = Assert.Single(_logs.Entries);
        Assert.Equal((LogLevel.Error, "broken entry"), (entry.Level, entry.Exception?.Message));
        Assert.StartsWith("Delivery to an event stream failed unexpectedly.", entry.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Exception_of_an_owner_is_logged_when_its_connection_closes()
    {
        var connection = Open(new FakeFrameWriter());
        connection.Open(new ThrowingOwner(), CancellationToken.None);
        connection.Start();

        connection.AbortInBackground(CloseReason.WriteTimeout);

        await Signal.WithinAsync(connection.Drained);
        Assert.Equal("broken owner", (await _logs.FirstAsync(static _ => true)).Exception?.Message);
    }

    [Fact]
    public async Task Broadcast_reaches_other_connections_when_one_transport_throws()
    {
        var topic = new StreamTopic(new("test", new HistoryOptions()), new(_time, _batches));
        var (broken, good) = (new FakeFrameWriter(), new FakeFrameWriter());
        Connection[] connections = [Open(broken), Open(good)];
        foreach (var connection in connections)
        {
            topic.Subscribe(connection, "", lastEventId: null, default);
            connection.Start();
        }

        broken.OnFlush = static () => throw new InvalidOperationException("broken transport");
        await topic.PublishAsync(new EventRecord("", null, Encoding.UTF8.GetBytes("all")), TestContext.Current.CancellationToken);

        await good.WrittenAsync("data: all\n\n");
        await Signal.WithinAsync(connections[0].Drained);
        Assert.Equal(CloseReason.Failed, connections[0].Reason);
        Assert.True(connections[1].IsOpen);
    }

    public void Dispose()
    {
        _clock.Dispose();
        _batches.Dispose();
    }

    private Connection Open(FrameWriter writer) =>
        new(
            writer,
            new ConnectionSettings(16, 1024, Overflow.Disconnect, TimeSpan.FromSeconds(30), Timeout.InfiniteTimeSpan),
            _clock,
            heldUntilStart: false);

    private sealed class Woken(TimeSpan? again = null) : IClocked
    {
        internal int Times { get; private set; }

        internal Exception? Exception { get; init; }

        public TimeSpan OnDue(SendBatch batch)
        {
            Times++;
            return Exception is null ? again ?? Timeout.InfiniteTimeSpan : throw Exception;
        }
    }

    private sealed class ThrowingOwner : IConnectionOwner
    {
        public void OnClosed(CloseReason reason) => throw new InvalidOperationException("broken owner");
    }
}
