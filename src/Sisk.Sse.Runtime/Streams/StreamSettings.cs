using Sisk.Sse.Configuration;
using Sisk.Sse.Connections;

namespace Sisk.Sse.Streams;

/// <summary>The settings of one stream, from its route attribute. A null value leaves the application's.</summary>
internal sealed record StreamSettings(
    Overflow? Overflow, double? PingIntervalSeconds, int? MaxQueuedEvents, long? MaxQueuedBytes, StreamEnd End = StreamEnd.Event,
    bool IsResumable = false, double? ResumeWindowSeconds = null)
{
    internal static readonly StreamSettings None = new(null, null, null, null);

    /// <summary>The settings of a stream whose handler decides on pings.</summary>
    internal static readonly StreamSettings WithoutPings = None with { PingInterval = Timeout.InfiniteTimeSpan };

    internal TimeSpan? PingInterval { get; init; } = PingIntervalSeconds switch
    {
        null => null,
        double.PositiveInfinity => Timeout.InfiniteTimeSpan,
        double seconds when DelayRange.Contains(seconds) => TimeSpan.FromSeconds(seconds),
        _ => TimeSpan.Zero,
    };

    internal TimeSpan? ResumeWindow { get; } = ResumeWindowSeconds switch
    {
        null => null,
        double seconds when DelayRange.Contains(seconds) => TimeSpan.FromSeconds(seconds),
        _ => TimeSpan.Zero,
    };

    /// <summary>Gets the settings of a connection.</summary>
    /// <param name="options">The application's options, for values that are null.</param>
    internal ConnectionSettings ToConnectionSettings(EventStreamOptions options) => new(
        MaxQueuedEvents ?? options.MaxQueuedEvents,
        MaxQueuedBytes ?? options.MaxQueuedBytes,
        Overflow ?? options.Overflow,
        options.WriteTimeout,
        PingInterval ?? options.PingInterval);

    /// <summary>Checks the values.</summary>
    /// <param name="stream">The stream's name.</param>
    /// <exception cref="InvalidOperationException">A value is out of its range.</exception>
    internal void Check(string stream)
    {
        if (Overflow is { } policy && !Enum.IsDefined(policy))
        {
            throw new InvalidOperationException($"Overflow of {stream} is {policy}. Use a member of Overflow.");
        }

        if (!Enum.IsDefined(End))
        {
            throw new InvalidOperationException($"End of {stream} is {End}. Use a member of StreamEnd.");
        }

        if (PingInterval == TimeSpan.Zero)
        {
            throw new InvalidOperationException(
                $"PingIntervalSeconds of {stream} is {PingIntervalSeconds}. "
                + $"Use a value {DelayRange.Text}, or double.PositiveInfinity for no pings.");
        }

        if (ResumeWindow == TimeSpan.Zero)
        {
            throw new InvalidOperationException(
                $"ResumeWindowSeconds of {stream} is {ResumeWindowSeconds}. Use a value {DelayRange.Text}.");
        }

        if (MaxQueuedEvents < 1)
        {
            throw new InvalidOperationException($"MaxQueuedEvents of {stream} is {MaxQueuedEvents}. Use at least one.");
        }

        if (MaxQueuedBytes < 1)
        {
            throw new InvalidOperationException($"MaxQueuedBytes of {stream} is {MaxQueuedBytes}. Use at least one.");
        }
    }
}
