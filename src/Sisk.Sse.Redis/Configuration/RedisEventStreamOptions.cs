using StackExchange.Redis;

namespace Sisk.Sse;

/// <summary>
/// Options for sharing event streams across servers with Redis. Validated when the application starts. Each event must pass the connection
/// within its <c>asyncTimeout</c>: keep <see cref="EventLogOptions.MaxEventBytes"/> in proportion.
/// </summary>
public sealed class RedisEventStreamOptions : EventLogOptions
{
    /// <summary>
    /// Gets or sets the endpoints of Redis and the credentials. These settings are always replaced: <c>abortConnect</c> (false),
    /// <c>connectRetry</c> (1), <see cref="ConfigurationOptions.BacklogPolicy"/> (fail fast) and
    /// <see cref="ConfigurationOptions.ReconnectRetryPolicy"/> (0.1 to 2 seconds). An <c>asyncTimeout</c> with the default value of 5
    /// seconds becomes 1.5 seconds. A <c>channelPrefix</c> is rejected: set <see cref="ApplicationName"/>. All other settings are used
    /// unchanged.
    /// </summary>
    public ConfigurationOptions? Configuration { get; set; }

    /// <summary>
    /// Gets or sets an existing connection, used instead of <see cref="Configuration"/>. It is not disposed with the event streams.
    /// </summary>
    public IConnectionMultiplexer? Connection { get; set; }

    /// <summary>
    /// Gets or sets the prefix of all keys and channels. It must be the same on every server of the application, and in every host that
    /// only publishes.
    /// The default is the application's name (<c>IHostEnvironment.ApplicationName</c>).
    /// </summary>
    public string? ApplicationName { get; set; }

    /// <inheritdoc/>
    protected override IEnumerable<string> Validate(int maxEventBytes)
    {
        if (Connection is null && Configuration is not { EndPoints.Count: > 0 })
        {
            yield return "Configuration names no server. Call AddRedis(\"host:6379\"), or set Configuration or Connection.";
        }

        if (ApplicationName is "")
        {
            yield return "ApplicationName is empty. Use null for the application's own name.";
        }

        if (!string.IsNullOrEmpty(Configuration?.ChannelPrefix))
        {
            yield return "Configuration has a channelPrefix, which would separate channels but not keys. "
                + "Set RedisEventStreamOptions.ApplicationName instead.";
        }

        foreach (var failure in base.Validate(maxEventBytes))
        {
            yield return failure;
        }
    }
}
