using Sisk.Sse.Connections.Timing;

namespace Sisk.Sse;

/// <summary>
/// How much of this push stream is kept for clients that come back, where it differs from <see cref="EventStreamOptions.History"/>.
/// <c>[EventHistory(MaxEvents = 0)]</c> keeps nothing.
/// </summary>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Class)]
public sealed class EventHistoryAttribute : Attribute
{
    private const int AsTheApplication = -1;

    /// <summary>How many events are kept; 0 for none.</summary>
    public int MaxEvents { get; set; } = AsTheApplication;

    /// <summary>How many bytes of encoded events are kept.</summary>
    public long MaxBytes { get; set; } = AsTheApplication;

    /// <summary>For how many seconds an event is kept.</summary>
    public double MaxAgeSeconds { get; set; } = AsTheApplication;

    internal HistoryOptions Over(HistoryOptions application) => new()
    {
        MaxEvents = MaxEvents < 0 ? application.MaxEvents : MaxEvents,
        MaxBytes = MaxBytes < 0 ? application.MaxBytes : MaxBytes,
        MaxAge = MaxAgeSeconds >= 0 ? Durations.FromSeconds(MaxAgeSeconds) : application.MaxAge,
    };
}
