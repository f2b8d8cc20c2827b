using Microsoft.Extensions.Time.Testing;
using Sisk.Sse.Log;
using Sisk.Sse.Wire;

namespace Sisk.Sse.Tests.Log;

/// <summary>Compares the latest events of a history with a search of all that it holds.</summary>
public sealed class LatestEventsTests
{
    private static readonly string?[] _names = [null, "moved", "named"];
    private static readonly string[] _keys = ["", "a", "a/b", "a/c", "ab", "b", "%/%"];
    private static readonly string[] _connections = ["", "a", "a/b", "a/d", "ab", "c", "%/%", "/a"];

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    [InlineData(40)]
    public void Latest_events_are_those_that_a_search_of_the_history_finds(int maxEvents)
    {
        for (var seed = 0; seed < 50; seed++)
        {
            var random = new Random(seed);
            var clock = new FakeTimeProvider();
            var history = NewHistory(clock, maxEvents, maxBytes: random.Next(100, 4000));
            for (var sequence = 1; sequence < 300; sequence++)
            {
                if (random.Next(60) == 0)
                {
                    history.Restart(sequence - 1);
                }

                clock.Advance(TimeSpan.FromMilliseconds(random.Next(100)));
                Add(history, clock, sequence, _keys[random.Next(_keys.Length)], _names[random.Next(_names.Length)]);
                history.Trim();
                foreach (var key in _connections)
                {
                    Assert.True(
                        Search(history, key).SequenceEqual(history.GetLatest(key).Select(static entry => entry.Frame)),
                        $"Seed {seed}, event {sequence}: the latest events of the key '{key}' differ.");
                }
            }
        }
    }

    [Fact]
    public void Latest_events_cost_the_same_however_much_is_kept()
    {
        var clock = new FakeTimeProvider();
        var (small, large) = (NewHistory(clock, int.MaxValue, long.MaxValue), NewHistory(clock, int.MaxValue, long.MaxValue));
        for (var i = 1; i <= 20_000; i++)
        {
            Add(large, clock, i, $"{i % 100}", "moved");
        }

        for (var i = 1; i <= 100; i++)
        {
            Add(small, clock, i, $"{i % 100}", "moved");
        }

        Assert.Equal(Cost(small), Cost(large));
    }

    private static long Cost(History history)
    {
        // The first call also creates what all later calls share.
        Assert.Single(history.GetLatest("1/ann"));
        var before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Single(history.GetLatest("1/ann"));
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    private static History NewHistory(TimeProvider clock, int maxEvents, long maxBytes) => new(
        new HistoryOptions { MaxEvents = maxEvents, MaxBytes = maxBytes, MaxAge = TimeSpan.FromSeconds(5) }, clock, indexesLatest: true);

    private static void Add(History history, TimeProvider clock, long sequence, string key, string? name) =>
        history.Add(new LogPosition(sequence, clock.GetTimestamp()), FrameEncoder.Event("data", name, $"id-{sequence}", key));

    private static IEnumerable<Frame> Search(History history, string key)
    {
        var kept = history.GetAfter(history.CompleteAfter).GetForKey(key);
        return kept.Where((frame, index) => !kept.Skip(index + 1).Any(later => later.EventName == frame.EventName));
    }
}
