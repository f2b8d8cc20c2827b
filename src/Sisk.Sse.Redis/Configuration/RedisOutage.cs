namespace Sisk.Sse;

/// <summary>Specifies the behavior of broadcasts while Redis is unavailable.</summary>
public enum RedisOutage
{
    /// <summary>
    /// The broadcast waits for up to <see cref="RedisEventStreamOptions.MaxWait"/>, then fails with <see cref="EventLogUnavailableException"/>.
    /// </summary>
    Wait,

    /// <summary>The broadcast fails at once with <see cref="EventLogUnavailableException"/>.</summary>
    Fail,
}
