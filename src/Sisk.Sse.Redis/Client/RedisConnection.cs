using Microsoft.Extensions.Options;
using StackExchange.Redis;

namespace Sisk.Sse.Redis.Client;

/// <summary>The connection of this server to Redis. It is opened on first use.</summary>
internal sealed class RedisConnection(
    IOptions<RedisEventStreamOptions> options, ConnectionSettings settings, TimeProvider time) : IAsyncDisposable
{
    private static readonly TimeSpan _reconfigureInterval = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan _closeTimeout = TimeSpan.FromSeconds(1);

    private readonly SemaphoreSlim _connecting = new(1, 1);
    private readonly Lock _gate = new();
    private readonly IConnectionMultiplexer? _given = options.Value.Connection;
    private IConnectionMultiplexer? _connection;
    private long? _reconfiguredAt;
    private bool _isVersionChecked;
    private volatile bool _isDisposed;

    /// <summary>Gets the channel prefix of an existing connection. Scripts have to add it themselves.</summary>
    internal string ChannelPrefix => settings.ChannelPrefix;

    /// <summary>Gets the servers as the configuration names them.</summary>
    internal IEnumerable<string> Servers => settings.Servers;

    /// <summary>
    /// Gets the reason why Redis refuses this server; null for none. The errors of the connection only say that it is closed.
    /// </summary>
    internal string? Refusal { get; private set => Volatile.Write(ref field, value); }

    /// <summary>Returns the connection, which may be down.</summary>
    /// <exception cref="RedisTooOldException">The server is too old.</exception>
    /// <exception cref="RedisConnectionException">Two servers report that they are the primary.</exception>
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
    /// Refreshes the roles of the servers if an error shows that they have changed. StackExchange.Redis would refresh them only
    /// after <c>configCheckSeconds</c> (one minute).
    /// </summary>
    internal void ReconfigureAfter(Exception exception)
    {
        if (exception is RedisServerException && exception.Message.Contains("READONLY", StringComparison.Ordinal)
            && _connection is { } connection)
        {
            Reconfigure(connection);
        }
    }

    public async ValueTask DisposeAsync()
    {
        lock (_gate)
        {
            _isDisposed = true;
        }

        if (_connection is not null)
        {
            _connection.ConnectionRestored -= OnRestored;
            await CloseAsync(_connection).ConfigureAwait(false);
        }
    }

    private async Task<IConnectionMultiplexer> ConnectAsync()
    {
        await _connecting.WaitAsync().ConfigureAwait(false);
        try
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            if (_connection is null)
            {
                await KeepAsync(_given ?? await ConnectionMultiplexer.ConnectAsync(settings.Build(OnLogged)).ConfigureAwait(false))
                    .ConfigureAwait(false);
            }

            return _connection!;
        }
        finally
        {
            _connecting.Release();
        }
    }

    /// <summary>Keeps a connection, or closes it if the application has ended in the meantime: it would reconnect forever.</summary>
    private async ValueTask KeepAsync(IConnectionMultiplexer connection)
    {
        lock (_gate)
        {
            if (!_isDisposed)
            {
                connection.ConnectionRestored += OnRestored;
                Volatile.Write(ref _connection, connection);
                return;
            }
        }

        await CloseAsync(connection).ConfigureAwait(false);
        throw new ObjectDisposedException(nameof(RedisConnection));
    }

    private async ValueTask CloseAsync(IConnectionMultiplexer connection)
    {
        if (_given is null)
        {
            // Do not wait long for a server that does not answer.
            await connection.CloseAsync(allowCommandsToComplete: false).WaitAsync(_closeTimeout, time)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
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
            // A server that reports no version has the assumed one.
            if (server.Version != settings.AssumedVersion)
            {
                RedisVersion.Require(server.EndPoint, server.Version);
            }

            _isVersionChecked = true;
        }
    }

    /// <summary>
    /// Throws if two servers report that they are the primary. A primary that was replaced while it was down returns as a primary, until
    /// Sentinel or an operator demotes it. Everything written to it until then is lost. StackExchange.Redis would choose one of the two.
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
                    $"{primary.EndPoint} and {server.EndPoint} both report that they are the primary. "
                    + "Broadcasts wait until one of them is a replica. "
                    + "If that does not happen by itself, run REPLICAOF on one of them, or remove it from the configuration.");
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
