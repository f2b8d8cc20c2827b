using Microsoft.Extensions.Time.Testing;
using Sisk.Sse.Log;
using Sisk.Sse.Wire;

namespace Sisk.Sse.Tests.Log;

/// <summary>Compares the history with a model that keeps every event.</summary>
public sealed class HistoryTests
{
    private static readonly string[] _keys = ["", "a", "a/b", "a/b/c", "a/c", "ab", "b", "b/a", "%", "%/%"];
    private static readonly string[] _connections = ["", "a", "a/b", "a/b/c", "a/d", "ab", "b", "b/a", "c", "%", "%/%", "%/x"];

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(100)]
    public void Replay_is_incomplete_only_when_an_event_of_the_key_was_dropped(int maxEvents)
    {
        for (var seed = 0; seed < 50; seed++)
        {
            var random = new Random(seed);
            var pair = new Pair(
                new HistoryOptions { MaxEvents = maxEvents, MaxBytes = random.Next(100, 4000), MaxAge = TimeSpan.FromSeconds(5) });
            for (var i = 0; i < 300; i++)
            {
                if (random.Next(60) == 0)
                {
                    pair.Restart(i + random.Next(3));
                }

                pair.Clock.Advance(TimeSpan.FromMilliseconds(random.Next(100)));
                pair.Add(_keys[random.Next(random.Next(2, _keys.Length + 1))]);
                pair.History.Trim();
                var (seen, key) = (random.NextInt64(pair.Sequence + 1), _connections[random.Next(_connections.Length)]);
                Assert.Equal(pair.HoldsAllAfter(seen, key), pair.History.HoldsAllAfter(seen, key));
                Assert.Equal(pair.KeptAfter(seen, key), pair.History.GetAfter(seen).GetForKey(key));
            }
        }
    }

    [Fact]
    public void Resume_after_the_key_limit_sends_reset_instead_of_skipping_events()
    {
        var pair = new Pair(new HistoryOptions { MaxEvents = 10 });
        var random = new Random(1);
        for (var i = 0; i < 4 * DroppedEvents.MaxKeys; i++)
        {
            pair.Add($"room/{random.Next(3 * DroppedEvents.MaxKeys)}");
            var (seen, key) = (random.NextInt64(pair.Sequence + 1), $"room/{random.Next(3 * DroppedEvents.MaxKeys)}/alice");
            Assert.True(!pair.History.HoldsAllAfter(seen, key) || pair.HoldsAllAfter(seen, key));
        }

        Assert.True(pair.History.HoldsAllAfter(pair.Sequence - 1000, "quiet"));
        Assert.False(pair.History.HoldsAllAfter(0, "quiet"));
    }

    [Fact]
    public void LatestAt_returns_the_last_event_of_a_time_or_zero_when_later_ones_were_dropped()
    {
        var pair = new Pair(new HistoryOptions { MaxEvents = 2 });
        var before = pair.Clock.GetTimestamp();
        for (var i = 0; i < 3; i++)
        {
            pair.Clock.Advance(TimeSpan.FromSeconds(1));
            pair.Add("a");
        }

        Assert.Equal(3, pair.History.GetLatestAt(pair.Clock.GetTimestamp()));
        Assert.Equal(2, pair.History.GetLatestAt(pair.Clock.GetTimestamp() - 1));
        Assert.Equal(0, pair.History.GetLatestAt(before));
    }

    [Fact]
    public void Event_is_no_earlier_than_the_one_before_it_when_their_times_are_out_of_order()
    {
        // Servers estimate the times of a shared log, and the errors of two reads differ.
        var pair = new Pair(new HistoryOptions());
        var time = pair.Clock.GetTimestamp();
        foreach (var ticks in new[] { 10, 5, 7 })
        {
            pair.Add("a", time + ticks);
        }

        Assert.Equal(0, pair.History.GetLatestAt(time + 6));
        Assert.Equal(3, pair.History.GetLatestAt(time + 10));
    }

    /// <summary>Adds an event of 21 bytes each second.</summary>
    [Theory]
    [InlineData(-1, -1, -1, 5)]
    [InlineData(2, -1, -1, 2)]
    [InlineData(-1, 62, -1, 2)]
    [InlineData(-1, 63, -1, 3)]
    [InlineData(-1, -1, 1.5, 2)]
    [InlineData(-1, -1, double.MaxValue, 5)]
    [InlineData(-1, -1, double.NaN, 5)]
    public void Bounds_of_a_stream_override_those_of_the_application(int maxEvents, long maxBytes, double maxAgeSeconds, int kept)
    {
        var bounds = new EventHistoryAttribute { MaxEvents = maxEvents, MaxBytes = maxBytes, MaxAgeSeconds = maxAgeSeconds };
        var pair = new Pair(bounds.ToOptions(new HistoryOptions()));
        for (var i = 0; i < 5; i++)
        {
            pair.Clock.Advance(TimeSpan.FromSeconds(1));
            pair.Add("a");
        }

        Assert.Equal(kept, pair.History.GetAfter(0).GetForKey("a").Count);
    }

    [Fact]
    public void Dropped_events_are_remembered_for_a_bounded_number_of_keys()
    {
        var dropped = new DroppedEvents();
        for (var i = 1; i <= 3 * DroppedEvents.MaxKeys; i++)
        {
            dropped.Add($"{i}", i);
            Assert.InRange(dropped.Count, 1, DroppedEvents.MaxKeys);
        }
    }

    [Theory]
    [InlineData(double.MaxValue)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(1e12)]
    public void Maximum_age_is_unlimited_when_it_exceeds_the_range_of_TimeSpan(double seconds) =>
        Assert.Equal(TimeSpan.MaxValue, new EventHistoryAttribute { MaxAgeSeconds = seconds }.ToOptions(new HistoryOptions()).MaxAge);

    [Fact]
    public void History_without_events_allocates_no_block_per_event()
    {
        var history = new History(new HistoryOptions { MaxEvents = 0 }, TimeProvider.System);
        var frame = FrameEncoder.Broadcast("x"u8, null, "abcdefghij-1"u8, "a");
        history.Add(new LogPosition(1, 0), frame);
        var before = GC.GetAllocatedBytesForCurrentThread();

        for (var i = 2; i < 200; i++)
        {
            history.Add(new LogPosition(i, 0), frame);
        }

        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 4096);
        Assert.Empty(history.GetAfter(0).GetForKey("a"));
    }

    /// <summary>A history, and a model of every event that was added to it.</summary>
    private sealed class Pair
    {
        private readonly List<(long Sequence, Frame Frame)> _all = [];
        private long _restartedAt;

        internal Pair(HistoryOptions options) => History = new History(options, Clock);

        internal FakeTimeProvider Clock { get; } = new();

        internal History History { get; }

        internal long Sequence { get; private set; }

        internal void Add(string key) => Add(key, Clock.GetTimestamp());

        internal void Add(string key, long at)
        {
            var frame = FrameEncoder.Event("data", eventName: null, $"id-{++Sequence}", key);
            _all.Add((Sequence, frame));
            History.Add(new LogPosition(Sequence, at), frame);
        }

        internal void Restart(long sequence)
        {
            _all.Clear();
            (Sequence, _restartedAt) = (sequence, sequence);
            History.Restart(sequence);
        }

        internal bool HoldsAllAfter(long seen, string key) =>
            seen >= _restartedAt
                && _all.TrueForAll(each => each.Sequence <= seen || each.Sequence > History.CompleteAfter || !Concerns(key, each.Frame));

        internal IEnumerable<Frame> KeptAfter(long seen, string key) =>
            from each in _all
            where each.Sequence > seen && each.Sequence > History.CompleteAfter && Concerns(key, each.Frame)
            select each.Frame;

        /// <summary>Gets a value indicating whether the event's key is a prefix of the connection's key, by whole segments.</summary>
        private static bool Concerns(string connection, Frame frame) =>
            frame.Key is "" || (connection.StartsWith(frame.Key!, StringComparison.Ordinal)
                && (connection.Length == frame.Key!.Length || connection[frame.Key.Length] == '/'));
    }
}
