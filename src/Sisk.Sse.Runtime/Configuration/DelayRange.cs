namespace Sisk.Sse.Configuration;

/// <summary>The range of the times in settings: greater than zero and at most one day.</summary>
internal static class DelayRange
{
    /// <summary>The range, in the words of messages.</summary>
    internal const string Text = "greater than zero and at most one day";

    internal static readonly TimeSpan Longest = TimeSpan.FromDays(1);

    internal static bool Contains(TimeSpan delay) => delay > TimeSpan.Zero && delay <= Longest;

    /// <summary>Determines whether a number of seconds, which may be no number, is in the range.</summary>
    internal static bool Contains(double seconds) => seconds > 0 && seconds <= Longest.TotalSeconds;
}
