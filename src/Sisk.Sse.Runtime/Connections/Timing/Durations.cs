namespace Sisk.Sse.Connections.Timing;

/// <summary>
/// Keeps every duration within what timers and sums can hold. A timer takes at most 49.7 days, and a sum of a timestamp and a long duration
/// overflows: a longer wait ends later than any process, so it is cut off rather than refused.
/// </summary>
internal static class Durations
{
    /// <summary>The longest time that one timer waits. A longer wait takes several.</summary>
    internal static readonly TimeSpan LongestTimer = TimeSpan.FromDays(1);

    /// <summary>Gets a time that a timer takes, from zero to <see cref="LongestTimer"/>.</summary>
    internal static TimeSpan ForTimer(TimeSpan delay) =>
        delay < TimeSpan.Zero ? TimeSpan.Zero : delay > LongestTimer ? LongestTimer : delay;

    /// <summary>Gets the timestamp that is a delay after another one, at most the last one that there is.</summary>
    internal static long After(long timestamp, TimeSpan delay, long frequency)
    {
        var ticks = ToTimestamp(delay, frequency);
        return ticks > 0 && timestamp > long.MaxValue - ticks ? long.MaxValue : timestamp + ticks;
    }

    /// <summary>Gets a duration in the units of timestamps.</summary>
    internal static long ToTimestamp(TimeSpan duration, long frequency)
    {
        var ticks = duration.TotalSeconds * frequency;
        return ticks >= long.MaxValue ? long.MaxValue : (long)ticks;
    }

    /// <summary>Gets the time between two timestamps, at most <see cref="LongestTimer"/>.</summary>
    internal static TimeSpan Between(long from, long to, long frequency) =>
        to <= from ? TimeSpan.Zero
        : to - from >= ToTimestamp(LongestTimer, frequency) ? LongestTimer
        : TimeSpan.FromSeconds((double)(to - from) / frequency);

    /// <summary>Gets a duration of so many seconds, at most the longest that there is.</summary>
    internal static TimeSpan FromSeconds(double seconds) =>
        seconds >= TimeSpan.MaxValue.TotalSeconds ? TimeSpan.MaxValue : TimeSpan.FromSeconds(seconds);
}
