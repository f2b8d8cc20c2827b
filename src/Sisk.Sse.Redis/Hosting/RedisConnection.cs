using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using StackExchange.Redis;

namespace Sisk.Sse.Redis.Hosting;

/// <summary>The one connection of this server to Redis, made when it is first needed.</summary>
internal sealed class RedisConnection(IOptions<RedisOptions> options, ILoggerFactory loggers) : IAsyncDisposable
{
    private const int FirstRetryMilliseconds = 100;
    private const int LongestRetryMilliseconds = 2000;

    private readonly SemaphoreSlim _connecting = new(1, 1);
    private IConnectionMultiplexer? _connection = options.Value.Connection;

    // A password may hold what looks like a setting that nobody knows.
    private readonly ConfigurationOptions? _given =
        options.Value.Connection is { } given ? ConfigurationOptions.Parse(given.Configuration, ignoreUnknown: true) : null;

    private bool _isVersionChecked;

    /// <summary>What a connection that the application has puts before each channel, and a script has to put there itself.</summary>
    internal string ChannelPrefix => (string?)_given?.ChannelPrefix ?? "";

    /// <summary>The connection, whether or not it is up.</summary>
    /// <exception cref="RedisTooOldException">It is up, and to a server that is too old.</exception>
    internal async ValueTask<IConnectionMultiplexer> GetAsync()
    {
        var connection = Volatile.Read(ref _connection) ?? await ConnectAsync().ConfigureAwait(false);
        if (!_isVersionChecked)
        {
            CheckVersion(connection);
        }

        return connection;
    }

    public async ValueTask DisposeAsync()
    {
        if (options.Value.Connection is null && _connection is not null)
        {
            await _connection.DisposeAsync().ConfigureAwait(false);
        }

        _connecting.Dispose();
    }

    private async Task<IConnectionMultiplexer> ConnectAsync()
    {
        await _connecting.WaitAsync().ConfigureAwait(false);
        try
        {
            if (_connection is null)
            {
                var configuration = options.Value.Configuration!.Clone();
                configuration.AbortOnConnectFail = false;

                // What is not there at first is connected later: the first who asks does not wait for three attempts.
                configuration.ConnectRetry = 1;
                configuration.BacklogPolicy = BacklogPolicy.FailFast;
                configuration.ChannelPrefix = default;
                configuration.DefaultVersion = RedisVersion.Oldest > configuration.DefaultVersion ? RedisVersion.Oldest : configuration.DefaultVersion;
                configuration.LoggerFactory ??= loggers;
                configuration.ReconnectRetryPolicy = new ExponentialRetry(FirstRetryMilliseconds, LongestRetryMilliseconds);
                Volatile.Write(ref _connection, await ConnectionMultiplexer.ConnectAsync(configuration).ConfigureAwait(false));
            }

            return _connection;
        }
        finally
        {
            _connecting.Release();
        }
    }

    private void CheckVersion(IConnectionMultiplexer connection)
    {
        foreach (var server in connection.GetServers().Where(static server => server.IsConnected))
        {
            // One that does not tell has the version that the configuration assumes.
            if (server.Version != _given?.DefaultVersion)
            {
                RedisVersion.Require(server.EndPoint, server.Version);
            }

            _isVersionChecked = true;
        }
    }
}
