using StackExchange.Redis;

namespace Sisk.Sse;

/// <summary>How event streams use Redis, checked when the application starts.</summary>
public sealed class RedisEventStreamOptions
{
    /// <summary>
    /// Gets or sets the endpoints of Redis and the credentials. These settings are replaced, whatever they say, since event streams depend on
    /// them: <c>abortConnect</c> (false), <c>connectRetry</c> (1), <see cref="ConfigurationOptions.BacklogPolicy"/> (fail fast) and
    /// <see cref="ConfigurationOptions.ReconnectRetryPolicy"/> (from 0.1 to 2 seconds). A <c>channelPrefix</c> is refused: set
    /// <see cref="ApplicationName"/>. All other settings are used as they are.
    /// </summary>
    public ConfigurationOptions? Configuration { get; set; }

    /// <summary>A connection that the application has already, and keeps; used instead of <see cref="Configuration"/>.</summary>
    public IConnectionMultiplexer? Connection { get; set; }

    /// <summary>
    /// What all keys and channels begin with. Every server of the application has to have the same. Default: the name of the
    /// application (<c>IHostEnvironment.ApplicationName</c>).
    /// </summary>
    public string? ApplicationName { get; set; }

    /// <summary>What a broadcast does while Redis cannot be reached. Default: <see cref="RedisOutage.Wait"/>.</summary>
    public RedisOutage WhenUnavailable { get; set; } = RedisOutage.Wait;

    /// <summary>How long a broadcast waits for Redis to come back, with <see cref="RedisOutage.Wait"/>. Default: 15 seconds.</summary>
    public TimeSpan MaxWait { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>How many broadcasts of one stream may wait for Redis; a further one fails at once. Default: 8,192.</summary>
    public int MaxWaitingBroadcasts { get; set; } = 8192;

    /// <summary>
    /// Gets or sets how many bytes of one stream's broadcasts may wait for Redis. A further broadcast fails at once. One event may always
    /// wait, however large it is. Default: 64 MiB.
    /// </summary>
    public long MaxWaitingBytes { get; set; } = 64 * 1024 * 1024;

    /// <summary>
    /// Gets or sets the largest size of an event's data in bytes. A larger broadcast fails with an <see cref="ArgumentException"/>. An event
    /// is read in one piece, by every server, within the <c>asyncTimeout</c> of the connection. Default: 4 MiB.
    /// </summary>
    public int MaxEventBytes { get; set; } = 4 * 1024 * 1024;

    /// <summary>
    /// How often a server looks for events of which no notification reached it. The net below the notifications, so it may be
    /// slow. Default: 3 seconds.
    /// </summary>
    public TimeSpan PollInterval { get; set; } = TimeSpan.FromSeconds(3);

    /// <summary>
    /// Whether connections are counted over all servers, for <see cref="HttpEventSourceCollection.CountByPrefixAsync"/>. Costs each server a write
    /// every half second in which a client came or went. Default: false.
    /// </summary>
    public bool CountConnections { get; set; }

    /// <summary>
    /// After what time a server that says nothing any more is taken for dead: its connections are then no longer counted, and their
    /// identifiers are free. Default: 15 seconds.
    /// </summary>
    public TimeSpan ServerTimeout { get; set; } = TimeSpan.FromSeconds(15);
}
