namespace Sisk.Sse.Client;

/// <summary>Settings of all subscriptions of a client.</summary>
public sealed class EventStreamClientOptions
{
    private TimeSpan? _pingInterval;
    private TimeSpan _retry = TimeSpan.FromSeconds(1);
    private TimeSpan _maxRetry = TimeSpan.FromSeconds(30);
#if NET
    private TimeProvider _timeProvider = TimeProvider.System;
#endif

    /// <summary>
    /// Gets or sets the server's ping interval. A connection that is silent for twice this time is considered dead, and replaced.
    /// <see cref="Timeout.InfiniteTimeSpan"/> turns this off, for servers that send no pings. If set, the value applies to all streams.
    /// Otherwise, the server announces the interval of each stream, and the default is 15 seconds.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is zero, or negative and not infinite.</exception>
    public TimeSpan PingInterval
    {
        get => _pingInterval ?? TimeSpan.FromSeconds(15);
        set => _pingInterval = value > TimeSpan.Zero || value == Timeout.InfiniteTimeSpan ? value : throw new ArgumentOutOfRangeException(
            nameof(value),
            value,
            "The ping interval must be greater than zero. Use Timeout.InfiniteTimeSpan for a server that sends no pings.");
    }

    /// <summary>Gets a value indicating whether the application has set <see cref="PingInterval"/>.</summary>
    internal bool HasPingInterval => _pingInterval is not null;

    /// <summary>
    /// Gets or sets the time before a reconnect, until the server sends its own (<c>retry:</c>). It doubles with each attempt that receives
    /// nothing. The default is 1 second.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative.</exception>
    public TimeSpan Retry
    {
        get => _retry;
        set => _retry = CheckDelay(value);
    }

    /// <summary>Gets or sets the maximum time before a reconnect, unless the server asks for more. The default is 30 seconds.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative.</exception>
    public TimeSpan MaxRetry
    {
        get => _maxRetry;
        set => _maxRetry = CheckDelay(value);
    }

#if NET
    /// <summary>Gets or sets the clock. The default is the system's.</summary>
    /// <exception cref="ArgumentNullException">The value is null.</exception>
    public TimeProvider TimeProvider
    {
        get => _timeProvider;
        set => _timeProvider = value ?? throw new ArgumentNullException(nameof(value));
    }
#endif

    private static TimeSpan CheckDelay(TimeSpan value) => value >= TimeSpan.Zero ? value : throw new ArgumentOutOfRangeException(
        nameof(value), value, "The time before a reconnect cannot be negative. Leave the loop over the events to stop reconnecting.");
}
