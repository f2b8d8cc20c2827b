namespace Sisk.Sse.Client;

/// <summary>Settings of all subscriptions of a client.</summary>
public sealed class EventStreamClientOptions
{
    private TimeSpan? _pingInterval;

    /// <summary>
    /// Gets or sets the server's ping interval. A connection that is silent for twice this time is considered dead, and replaced.
    /// <see cref="Timeout.InfiniteTimeSpan"/> turns this off, for servers that send no pings. If set, the value applies to all streams.
    /// Otherwise, the server announces the interval of each stream, and the default is 15 seconds.
    /// </summary>
    public TimeSpan PingInterval
    {
        get => _pingInterval ?? TimeSpan.FromSeconds(15);
        set => _pingInterval = value;
    }

    /// <summary>Gets a value indicating whether the application has set <see cref="PingInterval"/>.</summary>
    internal bool HasPingInterval => _pingInterval is not null;

    /// <summary>
    /// Gets or sets the time before a reconnect, until the server sends its own (<c>retry:</c>). It doubles with each attempt that receives
    /// nothing. The default is 1 second.
    /// </summary>
    public TimeSpan Retry { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>Gets or sets the maximum time before a reconnect, unless the server asks for more. The default is 30 seconds.</summary>
    public TimeSpan MaxRetry { get; set; } = TimeSpan.FromSeconds(30);

#if NET
    /// <summary>Gets or sets the clock. The default is the system's.</summary>
    public TimeProvider TimeProvider { get; set; } = TimeProvider.System;
#endif
}
