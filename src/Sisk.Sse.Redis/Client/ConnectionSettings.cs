using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using StackExchange.Redis;

namespace Sisk.Sse.Redis.Client;

/// <summary>The settings of the connection to Redis: the application's, and those that event streams need otherwise.</summary>
internal sealed class ConnectionSettings(IOptions<RedisEventStreamOptions> options, ILoggerFactory loggers)
{
    private const int FirstRetryMilliseconds = 100;
    private const int LongestRetryMilliseconds = 2000;

    /// <summary>
    /// The <c>asyncTimeout</c> in place of StackExchange.Redis' default. A connection on which nothing arrives counts as dead after four
    /// of them: with the default, that is long after Sentinel or a cluster has replaced the server.
    /// </summary>
    private const int AsyncTimeoutMilliseconds = 1500;

    // A password may hold what looks like a setting that nobody knows.
    private readonly ConfigurationOptions? _given =
        options.Value.Connection is { } given ? ConfigurationOptions.Parse(given.Configuration, ignoreUnknown: true) : null;

    internal string ChannelPrefix => (string?)_given?.ChannelPrefix ?? "";

    /// <summary>The version that an existing connection takes a server to have that does not tell.</summary>
    internal Version? AssumedVersion => _given?.DefaultVersion;

    /// <summary>The number of the database with the keys.</summary>
    internal int Database => (_given ?? options.Value.Configuration)?.DefaultDatabase ?? 0;

    /// <summary>What <see cref="RedisEventStreamOptions.Configuration"/> says is changed here, and nowhere else.</summary>
    /// <param name="onError">
    /// Is told the errors that StackExchange.Redis logs: no event and no command's error says that a reconnect was refused for its password.
    /// </param>
    internal ConfigurationOptions Build(Action<Exception> onError)
    {
        var configuration = options.Value.Configuration!.Clone();
        configuration.AbortOnConnectFail = false;

        // The first that asks does not wait for three attempts: a Redis that is away is connected in the background.
        configuration.ConnectRetry = 1;
        configuration.BacklogPolicy = BacklogPolicy.FailFast;
        if (configuration.AsyncTimeout == new ConfigurationOptions().AsyncTimeout)
        {
            configuration.AsyncTimeout = AsyncTimeoutMilliseconds;
        }

        configuration.DefaultVersion = RedisVersion.Oldest > configuration.DefaultVersion ? RedisVersion.Oldest : configuration.DefaultVersion;
        configuration.LoggerFactory = new QuietLoggerFactory(configuration.LoggerFactory ?? loggers, onError);
        configuration.ReconnectRetryPolicy = new ExponentialRetry(FirstRetryMilliseconds, LongestRetryMilliseconds);
        return configuration;
    }
}
