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

    /// <summary>What a connection that the application has puts before each channel, and a script has to put there itself.</summary>
    internal string ChannelPrefix { get; } =
        options.Value.Connection is { } given ? (string?)ConfigurationOptions.Parse(given.Configuration).ChannelPrefix ?? "" : "";

    internal async ValueTask<IConnectionMultiplexer> GetAsync()
    {
        if (Volatile.Read(ref _connection) is { } connection)
        {
            return connection;
        }

        await _connecting.WaitAsync().ConfigureAwait(false);
        try
        {
            if (_connection is null)
            {
                var configuration = options.Value.Configuration!.Clone();
                configuration.AbortOnConnectFail = false;
                configuration.BacklogPolicy = BacklogPolicy.FailFast;
                configuration.ChannelPrefix = default;
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

    public async ValueTask DisposeAsync()
    {
        if (options.Value.Connection is null && _connection is not null)
        {
            await _connection.DisposeAsync().ConfigureAwait(false);
        }

        _connecting.Dispose();
    }
}
