using Sisk.Sse.Configuration;

namespace Sisk.Sse.Sessions;

/// <summary>Checks the values that a stream method returns, where they are set, so that the exception names the user's line.</summary>
internal static class StreamValues
{
    internal static IReadOnlyList<T> Events<T>(IReadOnlyList<T> first)
    {
        ArgumentNullException.ThrowIfNull(first, nameof(EventStream<>.First));
        for (var i = 0; i < first.Count; i++)
        {
            if (first[i] is null)
            {
                throw new ArgumentNullException(
                    nameof(EventStream<>.First), $"Event {i} of First is null. Leave it out, or send an event.");
            }
        }

        return first;
    }

    internal static Overflow? Policy(Overflow? overflow) =>
        overflow is null || Enum.IsDefined(overflow.Value)
            ? overflow
            : throw new ArgumentOutOfRangeException(
                nameof(Overflow), overflow, "The overflow policy is not defined. Use a value of Overflow, or null for the application's.");

    internal static TimeSpan? Interval(TimeSpan? interval) =>
        interval is null || interval == Timeout.InfiniteTimeSpan || DelayRange.Contains(interval.Value)
            ? interval
            : throw new ArgumentOutOfRangeException(nameof(EventStream<>.PingInterval), interval,
                $"The ping interval is out of range. Use a time {DelayRange.Text}, "
                + "Timeout.InfiniteTimeSpan for no pings, or null for the application's.");
}
