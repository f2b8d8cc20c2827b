using System.Net;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using StackExchange.Redis;

namespace Sisk.Sse.Redis.Client;

/// <summary>The settings of the connection to Redis: those of the application, and those that event streams replace.</summary>
internal sealed class ConnectionSettings(IOptions<RedisEventStreamOptions> options, ILoggerFactory loggers, TimeProvider time)
{
    private const int FirstRetryMilliseconds = 100;
    private const int LongestRetryMilliseconds = 2000;

    /// <summary>
    /// The <c>asyncTimeout</c> in place of StackExchange.Redis' default. A connection on which nothing arrives counts as dead after four
    /// of them: with the default, that is long after Sentinel or a cluster has replaced the server.
    /// </summary>
    private const int AsyncTimeoutMilliseconds = 1500;

    // A password may contain text that looks like an unknown setting.
    private readonly ConfigurationOptions? _given =
        options.Value.Connection is { } given ? ConfigurationOptions.Parse(given.Configuration, ignoreUnknown: true) : null;

    internal string ChannelPrefix => (string?)_given?.ChannelPrefix ?? "";

    /// <summary>Gets the version that an existing connection assumes for servers that do not report one.</summary>
    internal Version? AssumedVersion => _given?.DefaultVersion;

    /// <summary>Gets the index of the database that holds the keys.</summary>
    internal int Database => (_given ?? options.Value.Configuration)?.DefaultDatabase ?? 0;

    /// <summary>Gets the servers as the configuration names them.</summary>
    internal IEnumerable<string> Servers => (_given ?? options.Value.Configuration)?.EndPoints.Select(static server => server switch
    {
        DnsEndPoint { Port: 0 } name => name.Host,
        DnsEndPoint name => $"{name.Host}:{name.Port}",
        _ => server.ToString()!,
    }) ?? [];

    /// <summary>Builds the configuration of a new connection. All replaced settings are replaced here.</summary>
    /// <param name="onError">
    /// The callback for errors that StackExchange.Redis logs. Only these reveal that a reconnect failed because of its password.
    /// </param>
    internal ConfigurationOptions Build(Action<Exception> onError)
    {
        var configuration = options.Value.Configuration!.Clone();
        configuration.AbortOnConnectFail = false;

        // The first caller waits for one attempt only. Later attempts run in the background.
        configuration.ConnectRetry = 1;
        configuration.BacklogPolicy = BacklogPolicy.FailFast;
        if (configuration.AsyncTimeout == new ConfigurationOptions().AsyncTimeout)
        {
            configuration.AsyncTimeout = AsyncTimeoutMilliseconds;
        }

        configuration.DefaultVersion = RedisVersion.Oldest > configuration.DefaultVersion
            ? RedisVersion.Oldest
            : configuration.DefaultVersion;
        configuration.LoggerFactory = new QuietLoggerFactory(configuration.LoggerFactory ?? loggers, time, onError);
        configuration.ReconnectRetryPolicy = new ExponentialRetry(FirstRetryMilliseconds, LongestRetryMilliseconds);
        return configuration;
    }
}
