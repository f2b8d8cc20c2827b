namespace Sisk.Sse.Connections.Timing;

/// <summary>
/// Limits durations to the range of timers and timestamps. A timer supports at most 49.7 days, and adding a long duration to a timestamp
/// overflows. A longer duration outlasts any process, so it is clamped rather than rejected.
/// </summary>
internal static class Durations
{
    /// <summary>The longest duration of one timer. A longer wait needs several.</summary>
    internal static readonly TimeSpan LongestTimer = TimeSpan.FromDays(1);

    /// <summary>Gets the shorter of two durations.</summary>
    internal static TimeSpan Min(TimeSpan one, TimeSpan other) => one < other ? one : other;

    /// <summary>Clamps a delay to the range of a timer, from zero to <see cref="LongestTimer"/>.</summary>
    internal static TimeSpan ForTimer(TimeSpan delay) =>
        delay < TimeSpan.Zero ? TimeSpan.Zero : delay > LongestTimer ? LongestTimer : delay;

    /// <summary>Adds a delay to a timestamp. The result is at most <see cref="long.MaxValue"/>.</summary>
    internal static long After(long timestamp, TimeSpan delay, long frequency)
    {
        var ticks = ToTimestamp(delay, frequency);
        return ticks > 0 && timestamp > long.MaxValue - ticks ? long.MaxValue : timestamp + ticks;
    }

    /// <summary>Converts a duration to units of timestamps.</summary>
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

    /// <summary>Converts seconds to a duration, at most <see cref="TimeSpan.MaxValue"/>.</summary>
    internal static TimeSpan FromSeconds(double seconds) =>
        seconds >= TimeSpan.MaxValue.TotalSeconds ? TimeSpan.MaxValue : TimeSpan.FromSeconds(seconds);
}
