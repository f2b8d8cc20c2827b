using Sisk.Sse.Backplane;
using Sisk.Sse.Tests.Support;

namespace Sisk.Sse.Tests.Backplane;

/// <summary>The bounds of a history that a host computes from what it has appended.</summary>
public sealed class AppendedHistoryTests
{
    private static readonly TimeSpan _maxAge = TimeSpan.FromMinutes(5);

    private readonly TestClock _clock = new();

    [Fact]
    public void Events_over_the_size_are_dropped()
    {
        var history = Create(maxBytes: 100_000);

        AddMany(history, count: 5000, bytes: 1000);

        Assert.InRange(5000 - history.CompleteAfter, 100, 105);
    }

    [Fact]
    public void Events_over_the_number_are_dropped()
    {
        var history = Create(maxEvents: 10);

        AddMany(history, count: 50, bytes: 1);

        Assert.Equal(40, history.CompleteAfter);
    }

    [Fact]
    public void Events_over_the_age_are_dropped()
    {
        var history = Create();
        AddMany(history, count: 50, bytes: 1);
        _clock.Advance(_maxAge);
        Assert.Equal(0, history.CompleteAfter);

        history.Add("a", 51, 1);
        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(50, history.CompleteAfter);

        _clock.Advance(_maxAge);
        Assert.Equal(51, history.CompleteAfter);
    }

    [Fact]
    public void Events_of_a_steady_host_are_dropped_soon_after_their_age()
    {
        var history = Create();

        for (var second = 1; second <= 1000; second++)
        {
            history.Add("a", second, 1);
            _clock.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.InRange(1000 - history.CompleteAfter, 300, 311);
    }

    [Fact]
    public void Event_larger_than_the_history_is_kept_alone()
    {
        var history = Create(maxBytes: 1000);

        AddMany(history, count: 3, bytes: 5000);

        Assert.Equal(2, history.CompleteAfter);
    }

    [Fact]
    public void History_of_no_bytes_keeps_nothing()
    {
        var history = Create(maxBytes: 0);

        AddMany(history, count: 3, bytes: 1);

        Assert.Equal(3, history.CompleteAfter);
    }

    [Fact]
    public void Batch_that_the_log_recognizes_is_not_counted_again()
    {
        var history = Create(maxBytes: 1000);
        AddMany(history, count: 10, bytes: 100);

        for (var i = 0; i < 100; i++)
        {
            history.Add("a", 1, 100);
        }

        Assert.Equal(0, history.CompleteAfter);
    }

    [Fact]
    public void Log_that_counts_from_the_beginning_again_is_followed()
    {
        var history = Create(maxEvents: 10);
        AddMany(history, count: 50, bytes: 1);

        history.Add("b", 1, 1);
        Assert.Equal(0, history.CompleteAfter);

        history.Add("b", 12, 1);
        Assert.Equal(2, history.CompleteAfter);
    }

    [Fact]
    public void Epoch_that_continues_the_log_drops_nothing_more()
    {
        var history = Create(maxBytes: 1000);
        AddMany(history, count: 20, bytes: 100);

        history.Add("b", 21, 100);

        Assert.Equal(11, history.CompleteAfter);
    }

    private AppendedHistory Create(int maxEvents = 10_000, long maxBytes = 1_000_000) => new(maxEvents, maxBytes, _maxAge, _clock);

    private static void AddMany(AppendedHistory history, int count, long bytes)
    {
        for (var i = 1; i <= count; i++)
        {
            history.Add("a", i, bytes);
        }
    }
}
