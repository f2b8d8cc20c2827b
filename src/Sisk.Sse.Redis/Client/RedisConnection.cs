using Microsoft.Extensions.Options;
using StackExchange.Redis;

namespace Sisk.Sse.Redis.Client;

/// <summary>The one connection of this server to Redis, made when it is first needed.</summary>
internal sealed class RedisConnection(IOptions<RedisEventStreamOptions> options, ConnectionSettings settings, TimeProvider time) : IAsyncDisposable
{
    private static readonly TimeSpan _reconfigureInterval = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan _patienceAtEnd = TimeSpan.FromSeconds(1);

    private readonly SemaphoreSlim _connecting = new(1, 1);
    private readonly Lock _gate = new();
    private readonly IConnectionMultiplexer? _given = options.Value.Connection;
    private IConnectionMultiplexer? _connection;
    private long? _reconfiguredAt;
    private bool _isVersionChecked;

    /// <summary>What a connection that the application has puts before each channel, and a script has to put there itself.</summary>
    internal string ChannelPrefix => settings.ChannelPrefix;

    /// <summary>Why Redis does not let this server in any more, where that is so: the connection's own errors only say that it is closed.</summary>
    internal string? Refusal { get; private set => Volatile.Write(ref field, value); }

    /// <summary>The connection, whether or not it is up.</summary>
    /// <exception cref="RedisTooOldException">It is up, and to a server that is too old.</exception>
    /// <exception cref="RedisConnectionException">Two servers say that they are the primary.</exception>
    internal async ValueTask<IConnectionMultiplexer> GetAsync()
    {
        var connection = Volatile.Read(ref _connection) ?? await ConnectAsync().ConfigureAwait(false);
        if (!_isVersionChecked)
        {
            CheckVersion(connection);
        }

        RequireOnePrimary(connection);
        return connection;
    }

    /// <summary>
    /// Has the roles of the servers asked for again, where an error says that they have changed. StackExchange.Redis would do so only
    /// after <c>configCheckSeconds</c>, a minute.
    /// </summary>
    internal void ReconfigureAfter(Exception exception)
    {
        if (exception is RedisServerException && exception.Message.Contains("READONLY", StringComparison.Ordinal) && _connection is { } connection)
        {
            Reconfigure(connection);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_connection is not null)
        {
            _connection.ConnectionRestored -= OnRestored;
        }

        if (_given is null && _connection is not null)
        {
            // A Redis that does not answer is not waited for.
            await _connection.CloseAsync(allowCommandsToComplete: false).WaitAsync(_patienceAtEnd, time)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
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
                var connection = _given ?? await ConnectionMultiplexer.ConnectAsync(settings.Build(OnLogged)).ConfigureAwait(false);
                connection.ConnectionRestored += OnRestored;
                Volatile.Write(ref _connection, connection);
            }

            return _connection;
        }
        finally
        {
            _connecting.Release();
        }
    }

    private void OnLogged(Exception exception)
    {
        if (exception is RedisConnectionException { FailureType: ConnectionFailureType.AuthenticationFailure })
        {
            Refusal = RedisRefusal.Explain(exception) ?? RedisRefusal.WrongPassword;
        }
    }

    private void OnRestored(object? sender, ConnectionFailedEventArgs change) => Refusal = null;

    private void CheckVersion(IConnectionMultiplexer connection)
    {
        foreach (var server in connection.GetServers().Where(static server => server.IsConnected))
        {
            // One that does not tell has the version that the configuration assumes.
            if (server.Version != settings.AssumedVersion)
            {
                RedisVersion.Require(server.EndPoint, server.Version);
            }

            _isVersionChecked = true;
        }
    }

    /// <summary>
    /// A primary that was replaced while it was away comes back as one, until Sentinel or an operator turns it into a replica. What it is
    /// given until then is lost, so that is waited for: StackExchange.Redis would choose one of the two.
    /// </summary>
    private void RequireOnePrimary(IConnectionMultiplexer connection)
    {
        IServer? primary = null;
        foreach (var server in connection.GetServers())
        {
            if (!server.IsConnected || server.IsReplica || server.ServerType is not ServerType.Standalone)
            {
                continue;
            }

            if (primary is not null)
            {
                Reconfigure(connection);
                throw new RedisConnectionException(
                    ConnectionFailureType.UnableToResolvePhysicalConnection,
                    CommandFlags.None,
                    $"{primary.EndPoint} and {server.EndPoint} both say that they are the primary. Events wait until one of them is a replica. "
                    + "If that does not happen by itself, run REPLICAOF on one, or leave it out of the configuration.");
            }

            primary = server;
        }
    }

    private void Reconfigure(IConnectionMultiplexer connection)
    {
        lock (_gate)
        {
            if (_reconfiguredAt is { } at && time.GetElapsedTime(at) < _reconfigureInterval)
            {
                return;
            }

            _reconfiguredAt = time.GetTimestamp();
        }

        _ = Ignore(connection.ConfigureAsync());

        static async Task Ignore(Task task) => await task.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }
}
