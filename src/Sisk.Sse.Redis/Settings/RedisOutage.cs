namespace Sisk.Sse;

/// <summary>What a broadcast does while Redis cannot be reached.</summary>
public enum RedisOutage
{
    /// <summary>It waits, up to <see cref="RedisEventStreamOptions.MaxWait"/>, and then throws <see cref="EventLogUnavailableException"/>.</summary>
    Wait,

    /// <summary>It throws <see cref="EventLogUnavailableException"/> at once.</summary>
    Fail,
}
