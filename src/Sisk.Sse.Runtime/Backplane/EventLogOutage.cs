namespace Sisk.Sse;

/// <summary>Specifies the behavior of broadcasts while the shared log is unavailable.</summary>
public enum EventLogOutage
{
    /// <summary>
    /// The broadcast waits for up to <see cref="EventLogOptions.MaxWait"/>, then fails with <see cref="EventLogUnavailableException"/>.
    /// </summary>
    Wait,

    /// <summary>The broadcast fails at once with <see cref="EventLogUnavailableException"/>.</summary>
    Fail,
}
