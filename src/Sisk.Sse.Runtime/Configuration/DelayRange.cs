namespace Sisk.Sse.Configuration;

/// <summary>The range of the times in settings: over zero and at most a day.</summary>
internal static class DelayRange
{
    internal static readonly TimeSpan Longest = TimeSpan.FromDays(1);

    internal static bool Contains(TimeSpan delay) => delay > TimeSpan.Zero && delay <= Longest;

    /// <summary>Determines whether a number of seconds, which may be no number, is in the range.</summary>
    internal static bool Contains(double seconds) => seconds > 0 && seconds <= Longest.TotalSeconds;
}
