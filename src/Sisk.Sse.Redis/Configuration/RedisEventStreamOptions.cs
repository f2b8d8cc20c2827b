using StackExchange.Redis;

namespace Sisk.Sse;

/// <summary>Options for sharing event streams across servers with Redis. Validated when the application starts.</summary>
public sealed class RedisEventStreamOptions
{
    /// <summary>
    /// Gets or sets the endpoints of Redis and the credentials. These settings are always replaced: <c>abortConnect</c> (false),
    /// <c>connectRetry</c> (1), <see cref="ConfigurationOptions.BacklogPolicy"/> (fail fast) and
    /// <see cref="ConfigurationOptions.ReconnectRetryPolicy"/> (0.1 to 2 seconds). An <c>asyncTimeout</c> with the default value of 5 seconds
    /// becomes 1.5 seconds. A <c>channelPrefix</c> is rejected: set <see cref="ApplicationName"/>. All other settings are used unchanged.
    /// </summary>
    public ConfigurationOptions? Configuration { get; set; }

    /// <summary>
    /// Gets or sets an existing connection, used instead of <see cref="Configuration"/>. It is not disposed with the event streams.
    /// </summary>
    public IConnectionMultiplexer? Connection { get; set; }

    /// <summary>
    /// Gets or sets the prefix of all keys and channels. It must be the same on every server of the application.
    /// Default: the application's name (<c>IHostEnvironment.ApplicationName</c>).
    /// </summary>
    public string? ApplicationName { get; set; }

    /// <summary>Gets or sets the behavior of broadcasts while Redis is unavailable. Default: <see cref="RedisOutage.Wait"/>.</summary>
    public RedisOutage WhenUnavailable { get; set; } = RedisOutage.Wait;

    /// <summary>
    /// Gets or sets the time that a broadcast waits for Redis with <see cref="RedisOutage.Wait"/>: more than zero, at most one day.
    /// Default: 15 seconds.
    /// </summary>
    public TimeSpan MaxWait { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>Gets or sets the number of broadcasts of one stream that may wait for Redis. Further ones fail at once. Default: 8,192.</summary>
    public int MaxWaitingBroadcasts { get; set; } = 8192;

    /// <summary>
    /// Gets or sets the size in bytes of the broadcasts of one stream that may wait for Redis. Further ones fail at once. A single
    /// event may always wait. Default: 64 MiB.
    /// </summary>
    public long MaxWaitingBytes { get; set; } = 64 * 1024 * 1024;

    /// <summary>
    /// Gets or sets the maximum size of an event's data in bytes. A larger broadcast fails with an <see cref="ArgumentException"/>. Each
    /// event must pass the connection within its <c>asyncTimeout</c>. Default: 4 MiB.
    /// </summary>
    public int MaxEventBytes { get; set; } = 4 * 1024 * 1024;

    /// <summary>
    /// Gets or sets the interval at which a server looks for events whose notification was lost: more than zero, at most one day.
    /// Default: 3 seconds.
    /// </summary>
    public TimeSpan PollInterval { get; set; } = TimeSpan.FromSeconds(3);

    /// <summary>
    /// Gets or sets a value indicating whether connections are counted across servers, for
    /// <see cref="HttpEventSourceCollection.CountByPrefixAsync"/>. Each server then writes its changes to Redis every half second. Default: false.
    /// </summary>
    public bool CountConnections { get; set; }

    /// <summary>
    /// Gets or sets the time after which a silent server is considered dead: from two seconds to one day. Its connections are then no longer
    /// counted. Default: 15 seconds.
    /// </summary>
    public TimeSpan ServerTimeout { get; set; } = TimeSpan.FromSeconds(15);
}
