using System.Data;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Sisk.Sse.PostgreSql.Client;

/// <summary>The connections of this server to PostgreSQL, and the schema in it.</summary>
internal sealed class LogDatabase : IAsyncDisposable
{
    /// <summary>The timeout of connections and commands if the application sets none. That of Npgsql is too long for an outage.</summary>
    private const int TimeoutSeconds = 5;
    private const int HostRecheckSeconds = 2;
    private const int MaxPatienceSeconds = 24 * 60 * 60;
    private const string CommandTimeout = "Command Timeout";

    private readonly PostgreSqlEventStreamOptions _options;
    private readonly NpgsqlDataSource? _owned;
    private readonly NpgsqlDataSource _source;
    private readonly LogSchema _schema;

    /// <summary>Null if the data source was given, or has one host.</summary>
    private readonly PrimaryGuard? _guard;
    private readonly TimeProvider _time;
    private readonly HostFailures _failures;
    private readonly bool _isTimeoutSet;

    /// <summary>
    /// The longest time of a call. When a command times out, Npgsql asks the database to cancel it, and waits as long again.
    /// </summary>
    private readonly TimeSpan _patience;

    public LogDatabase(IOptions<PostgreSqlEventStreamOptions> options, TimeProvider time, ILogger<LogDatabase> logger)
    {
        _options = options.Value;
        _time = time;
        if (_options.DataSource is { } given)
        {
            _source = given;
        }
        else
        {
            var own = Complete(_options.ConnectionString!);
            _guard = HostsOf(own) > 1 ? new PrimaryGuard(own, time, logger) : null;
            _source = _owned = Build(own);
        }

        var settings = new NpgsqlConnectionStringBuilder(_source.ConnectionString);
        (_failures, _isTimeoutSet, _patience) = (new HostFailures(settings.Host), IsSet(settings, CommandTimeout), PatienceOf(settings));
        _schema = new LogSchema(_options, CreateCommand);
    }

    /// <inheritdoc cref="LogSchema.Name"/>
    internal string Schema => _schema.Name;

    /// <summary>Gets a value indicating whether the connection for <c>LISTEN</c> has its own data source.</summary>
    internal bool ListensElsewhere => _options.ListenDataSource is not null;

    /// <summary>Opens a connection with its own session, for <c>LISTEN</c>.</summary>
    /// <exception cref="EventLogException">No connection of the data source can be spared.</exception>
    internal async ValueTask<NpgsqlConnection> OpenSessionAsync(CancellationToken cancellationToken)
    {
        if (_options.ListenDataSource is null && Failures.ReasonNotToListen(_source) is { } reason)
        {
            throw new EventLogException("There is no connection to listen.", mayBeDone: false, reason);
        }

        return _options.ListenDataSource is { } source
            ? await OwnConnection.OpenAsync(source, cancellationToken).ConfigureAwait(false)
            : await OpenAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Describes a failure of the connection for <c>LISTEN</c>.</summary>
    internal EventLogException DescribeListening(Exception exception) => _options.ListenDataSource is { } source
        ? Failures.Describe(exception, wasSent: false, new NpgsqlConnectionStringBuilder(source.ConnectionString).Host)
        : _failures.Describe(exception, wasSent: false);

    /// <summary>Throws if a connection leads to a primary that was replaced. Those that wait in the pool may do so, too.</summary>
    /// <exception cref="NpgsqlException">The primary was replaced.</exception>
    internal void RequirePrimary(NpgsqlConnection connection)
    {
        try
        {
            _guard?.Check(connection);
        }
        catch (NpgsqlException)
        {
            _source.Clear();
            throw;
        }
    }

    /// <summary>Creates a command, which fails in time if the network is gone. A given data source has the default of Npgsql.</summary>
    internal NpgsqlCommand CreateCommand(string sql, NpgsqlConnection connection)
    {
        var command = new NpgsqlCommand(sql, connection);
        command.CommandTimeout = _isTimeoutSet ? command.CommandTimeout : TimeoutSeconds;
        return command;
    }

    /// <summary>Sends a notification without content.</summary>
    internal async ValueTask NotifyAsync(string channel, CancellationToken cancellationToken) => await RunAsync(
        "SELECT pg_notify($1, '')",
        parameters => parameters.Add(new NpgsqlParameter<string> { TypedValue = channel }),
        static (_, _) => new ValueTask<bool>(true),
        cancellationToken).ConfigureAwait(false);

    /// <summary>Runs a command. The schema is created before the first, and again if somebody has dropped it.</summary>
    /// <exception cref="EventLogException">The database cannot be reached, does not answer, or refuses the command.</exception>
    internal async ValueTask<T> RunAsync<T>(
        string sql,
        Action<NpgsqlParameterCollection> bind,
        Func<NpgsqlDataReader, CancellationToken, ValueTask<T>> read,
        CancellationToken cancellationToken)
    {
        var running = RunToEndAsync(sql, bind, read, cancellationToken);
        try
        {
            return await running.WaitAsync(_patience, _time, CancellationToken.None).ConfigureAwait(false);
        }
        catch (TimeoutException exception)
        {
            _ = running.ContinueWith(
                static task => task.Exception, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
            throw new EventLogException(
                $"PostgreSQL did not answer in {_patience.TotalSeconds} seconds.", mayBeDone: true, refusal: null, exception);
        }
    }

    private async Task<T> RunToEndAsync<T>(
        string sql,
        Action<NpgsqlParameterCollection> bind,
        Func<NpgsqlDataReader, CancellationToken, ValueTask<T>> read,
        CancellationToken cancellationToken)
    {
        var (isRepaired, wasLost) = (false, false);
        while (true)
        {
            var wasSent = false;
            try
            {
                await using var connection = await OpenAsync(cancellationToken).ConfigureAwait(false);
                RequirePrimary(connection);
                await _schema.EnsureAsync(connection, cancellationToken).ConfigureAwait(false);
                await using var transaction = _schema.IsIsolated
                    ? await connection.BeginTransactionAsync(IsolationLevel.ReadCommitted, cancellationToken).ConfigureAwait(false)
                    : null;
                await using var command = CreateCommand(sql, connection);
                bind(command.Parameters);
                wasSent = true;
                var result = await ReadAsync(command, read, cancellationToken).ConfigureAwait(false);
                if (transaction is not null)
                {
                    await transaction.CommitAsync(cancellationToken).ConfigureAwait(false);
                }

                return result;
            }
            catch (PostgresException exception) when (!isRepaired && _schema.MayRepair(exception))
            {
                isRepaired = true;
                _schema.Repair();
            }
            catch (Exception exception) when (wasSent && !wasLost && Failures.IsSessionLost(exception))
            {
                // The session may have been closed long ago, while it was idle in the pool. Commands may be repeated: batches have numbers.
                wasLost = true;
            }
            catch (Exception exception) when (Failures.IsDatabaseError(exception))
            {
                if (Failures.Refusal(exception) is not null)
                {
                    _schema.Forget();
                }

                throw _failures.Describe(exception, wasSent || wasLost);
            }
        }
    }

    private async ValueTask<NpgsqlConnection> OpenAsync(CancellationToken cancellationToken)
    {
        var connection = await OwnConnection.OpenAsync(_source, cancellationToken).ConfigureAwait(false);
        _failures.Clear();
        return connection;
    }

    /// <summary>Reads the result of a command. The reader is closed before the transaction can be committed.</summary>
    private static async ValueTask<T> ReadAsync<T>(
        NpgsqlCommand command, Func<NpgsqlDataReader, CancellationToken, ValueTask<T>> read, CancellationToken cancellationToken)
    {
        await using var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        return await read(reader, cancellationToken).ConfigureAwait(false);
    }

    public async ValueTask DisposeAsync()
    {
        _schema.Dispose();
        if (_owned is not null)
        {
            await _owned.DisposeAsync().ConfigureAwait(false);
        }

        if (_guard is not null)
        {
            await _guard.DisposeAsync().ConfigureAwait(false);
        }
    }

    /// <summary>Returns the settings of a connection string, with those that the application leaves to this package.</summary>
    private static NpgsqlConnectionStringBuilder Complete(string connectionString)
    {
        var settings = new NpgsqlConnectionStringBuilder(connectionString);
        settings.Timeout = IsSet(settings, "Timeout") ? settings.Timeout : TimeoutSeconds;
        settings.CommandTimeout = IsSet(settings, CommandTimeout) ? settings.CommandTimeout : TimeoutSeconds;

        // Listening needs a session.
        settings.Multiplexing = false;
        if (HostsOf(settings) > 1)
        {
            // One of them accepts writes.
            settings.TargetSessionAttributes ??= "primary";

            // Until then, Npgsql does not try a host again that was offline or a replica. With its 10 seconds, a restart takes that long.
            settings.HostRecheckSeconds = IsSet(settings, "Host Recheck Seconds") ? settings.HostRecheckSeconds : HostRecheckSeconds;
        }

        return settings;
    }

    private NpgsqlDataSource Build(NpgsqlConnectionStringBuilder settings)
    {
        var builder = new NpgsqlSlimDataSourceBuilder(settings.ConnectionString);
        builder.EnableArrays();
        builder.EnableTransportSecurity();
        if (_guard is not null)
        {
            builder.UsePhysicalConnectionInitializer(
                static _ => throw new NotSupportedException("Connections are opened asynchronously."), _guard.CheckAsync);
        }

        return builder.Build();
    }

    /// <summary>
    /// Returns the time for a connection and a command. Of several hosts, Npgsql gives each the whole time to answer, and all of them are
    /// asked if they are the primary.
    /// </summary>
    private static TimeSpan PatienceOf(NpgsqlConnectionStringBuilder settings)
    {
        var connecting = IsSet(settings, "Timeout") ? settings.Timeout : TimeoutSeconds;
        var running = IsSet(settings, CommandTimeout) ? settings.CommandTimeout : TimeoutSeconds;

        var asking = HostsOf(settings) > 1 ? PrimaryGuard.MaxSeconds : 0;

        // 0 is a time without an end, and no timer takes more than 49 days.
        return connecting == 0 || running == 0
            ? Timeout.InfiniteTimeSpan
            : TimeSpan.FromSeconds(Math.Min(((long)(connecting + asking) * HostsOf(settings)) + running, MaxPatienceSeconds));
    }

    private static int HostsOf(NpgsqlConnectionStringBuilder settings) => settings.Host?.Split(',').Length ?? 1;

    private static bool IsSet(NpgsqlConnectionStringBuilder settings, string name) =>
        ((System.Data.Common.DbConnectionStringBuilder)settings).ShouldSerialize(name);
}
