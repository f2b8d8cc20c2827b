using System.Globalization;

namespace Sisk.Sse.Testing.Waiting;

/// <summary>The times for which tests wait, by the real clock.</summary>
internal static class Patience
{
    private static readonly TimeSpan _longest = TimeSpan.FromMilliseconds(uint.MaxValue - 1);

    /// <summary>Returns a time that a test has set.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The time is negative and not infinite.</exception>
    internal static TimeSpan Check(TimeSpan value) => value >= TimeSpan.Zero || value == Timeout.InfiniteTimeSpan
        ? value
        : throw new ArgumentOutOfRangeException(
            nameof(value), value, "The timeout is negative. Set zero or more, or Timeout.InfiniteTimeSpan for no limit.");

    /// <summary>Returns the rest of a time, as timers take it.</summary>
    /// <param name="timeout">The time; <see cref="Timeout.InfiniteTimeSpan"/> for any.</param>
    /// <param name="start">The timestamp of its start.</param>
    internal static TimeSpan Left(TimeSpan timeout, long start)
    {
        if (timeout == Timeout.InfiniteTimeSpan)
        {
            return timeout;
        }

        // No timer takes more than the longest, which is 49 days.
        var left = timeout - TimeProvider.System.GetElapsedTime(start);
        return left < TimeSpan.Zero ? TimeSpan.Zero : left < _longest ? left : _longest;
    }

    /// <summary>Returns a time for messages, which are in English whatever the culture.</summary>
    internal static string ToText(TimeSpan timeout) => timeout.TotalSeconds.ToString(CultureInfo.InvariantCulture) + " s";
}
