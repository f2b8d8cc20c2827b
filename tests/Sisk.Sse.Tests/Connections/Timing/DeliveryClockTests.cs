using System.Text;
using Microsoft.Extensions.Logging;
using Sisk.Sse.Connections;
using Sisk.Sse.Connections.Timing;
using Sisk.Sse.Log;
using Sisk.Sse.Tests.Support;
using Sisk.Sse.Topics;
using Sisk.Sse.Transport;
using Sisk.Sse.Transport.Linux;
using Sisk.Sse.Wire;

namespace Sisk.Sse.Tests.Delivery;

/// <summary>The clock of all connections takes any duration, and goes on whatever it wakes throws.</summary>
public sealed class ClockTests : IDisposable
{
    private static readonly TimeSpan _second = TimeSpan.FromSeconds(1);

    private readonly TestClock _time = new();
    private readonly LogCollector _logs = new();
    private readonly SendBatches _batches;
    private readonly DeliveryClock _clock;

    public ClockTests()
    {
        _batches = new SendBatches(logger: new LoggerFactory([_logs]).CreateLogger<SendBatches>());
        _clock = new DeliveryClock(_time, _batches);
    }

    public static TheoryData<TimeSpan> Long => [TimeSpan.FromDays(1), TimeSpan.FromMilliseconds(uint.MaxValue), TimeSpan.FromDays(90), TimeSpan.FromDays(1000)];

    public static TheoryData<TimeSpan> Endless => [TimeSpan.MaxValue, TimeSpan.MaxValue - _second, TimeSpan.FromDays(4_000_000)];

    public static TheoryData<TimeSpan> Over => [TimeSpan.Zero, TimeSpan.FromDays(-1), TimeSpan.FromDays(-90), TimeSpan.MinValue + _second, TimeSpan.MinValue];

    [Theory]
    [MemberData(nameof(Long))]
    public void Entry_is_woken_when_its_delay_is_over_however_long_that_is(TimeSpan delay)
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
    public void Entry_is_never_woken_and_others_are_when_its_delay_outlasts_the_clock(TimeSpan delay)
    {
        var (never, soon) = (new Woken(), new Woken());
        _clock.Schedule(never, delay, slack: _second);
        _clock.Schedule(soon, _second);

        _time.Advance(TimeSpan.FromDays(3));

        Assert.Equal((0, 1), (never.Times, soon.Times));
    }

    [Theory]
    [MemberData(nameof(Over))]
    public void Entry_is_woken_at_once_when_its_delay_is_not_over_zero(TimeSpan delay)
    {
        var woken = new Woken();
        _clock.Schedule(woken, delay);

        _time.Advance(TimeSpan.FromMilliseconds(1));

        Assert.Equal(1, woken.Times);
    }

    [Fact]
    public void Entry_that_asks_for_an_endless_delay_is_not_woken_again()
    {
        var woken = new Woken(TimeSpan.MaxValue);
        _clock.Schedule(woken, _second);

        _time.Advance(TimeSpan.FromDays(100));

        Assert.Equal(1, woken.Times);
    }

    [Fact]
    public void Other_entries_are_woken_and_the_exception_is_logged_when_one_throws()
    {
        var (throws, other) = (new Woken { Exception = new InvalidOperationException("broken entry") }, new Woken(_second));
        _clock.Schedule(throws, _second);
        _clock.Schedule(other, _second);

        _time.Advance(_second);
        _time.Advance(_second);

        Assert.Equal((1, 2), (throws.Times, other.Times));
        var entry = Assert.Single(_logs.Entries);
        Assert.Equal((LogLevel.Error, "broken entry"), (entry.Level, entry.Exception?.Message));
    }

    [Fact]
    public async Task Owner_that_throws_at_the_end_of_a_connection_is_logged_and_ends_nothing_else()
    {
        var connection = Open(new FakeFrameWriter());
        connection.Open(new ThrowingOwner(), CancellationToken.None);
        connection.Start();

        connection.AbortInBackground(CloseReason.WriteTimeout);

        await Signal.WithinAsync(connection.Drained);
        Assert.Equal("broken owner", (await _logs.FirstAsync(static _ => true)).Exception?.Message);
    }

    [Fact]
    public async Task Other_connections_get_a_broadcast_when_the_transport_of_one_throws()
    {
        var topic = new StreamTopic("test", new HistoryOptions(), _time, _batches);
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

    [Theory]
    [InlineData(double.MaxValue)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(1e12)]
    public void History_is_kept_for_good_when_its_age_outlasts_every_clock(double seconds) =>
        Assert.Equal(TimeSpan.MaxValue, new EventHistoryAttribute { MaxAgeSeconds = seconds }.Over(new HistoryOptions()).MaxAge);

    [Fact]
    public void Retry_fits_into_what_browsers_keep() =>
        Assert.Equal("retry: 2147483647\n\n", Encoding.UTF8.GetString(FrameEncoder.Retry(TimeSpan.MaxValue).Bytes));

    public void Dispose()
    {
        _clock.Dispose();
        _batches.Dispose();
    }

    private Connection Open(FrameWriter writer) =>
        new(writer, new ConnectionSettings(16, 1024, Overflow.Disconnect, TimeSpan.FromSeconds(30), Timeout.InfiniteTimeSpan), _clock, heldUntilStart: false);

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
