using System.Data;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Sisk.Sse.PostgreSql.Client;

/// <summary>The connections of this server to PostgreSQL, and the schema in it.</summary>
internal sealed class LogDatabase : IAsyncDisposable
{
    private const int TimeoutSeconds = 5;
    private const int Version = 3;

    /// <summary>The key of the lock under which one server at a time creates the schema.</summary>
    private const long SchemaLock = 0x5349534b_535345;

    private readonly PostgreSqlEventStreamOptions _options;
    private readonly NpgsqlDataSource? _owned;
    private readonly NpgsqlDataSource _source;
    private readonly SemaphoreSlim _creating = new(1, 1);
    private volatile bool _exists;

    /// <summary>
    /// True if transactions are isolated more than the functions allow: each statement in them has to see what others have committed while it
    /// waited for a lock. Otherwise a call is one statement without a transaction, and takes one round trip.
    /// </summary>
    private volatile bool _isIsolated;

    public LogDatabase(IOptions<PostgreSqlEventStreamOptions> options)
    {
        _options = options.Value;
        _owned = _options.DataSource is null ? Build(_options.ConnectionString!) : null;
        _source = _options.DataSource ?? _owned!;
    }

    /// <summary>Gets the quoted name of the schema.</summary>
    internal string Schema => $"\"{_options.Schema}\"";

    /// <summary>Gets a value indicating whether the connection for <c>LISTEN</c> has a data source of its own.</summary>
    internal bool ListensElsewhere => _options.ListenDataSource is not null;

    /// <summary>Opens a connection with a session of its own, for <c>LISTEN</c>.</summary>
    /// <exception cref="EventLogException">No connection of the data source can be spared.</exception>
    internal async ValueTask<NpgsqlConnection> OpenSessionAsync(CancellationToken cancellationToken)
    {
        if (_options.ListenDataSource is null && Failures.ReasonNotToListen(_source) is { } reason)
        {
            throw new EventLogException("There is no connection to listen.", mayBeDone: false, reason);
        }

        return await OwnConnection.OpenAsync(_options.ListenDataSource ?? _source, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Sends a notification without content.</summary>
    internal async ValueTask NotifyAsync(string channel, CancellationToken cancellationToken) => await RunAsync(
        "SELECT pg_notify($1, '')",
        parameters => parameters.Add(new NpgsqlParameter<string> { TypedValue = channel }),
        static (_, _) => new ValueTask<bool>(true),
        cancellationToken).ConfigureAwait(false);

    /// <summary>Runs a command. Before the first, creates the schema, and removes what has expired in it.</summary>
    /// <exception cref="EventLogException">The database cannot be reached, or refuses the command.</exception>
    internal async ValueTask<T> RunAsync<T>(
        string sql, Action<NpgsqlParameterCollection> bind, Func<NpgsqlDataReader, CancellationToken, ValueTask<T>> read, CancellationToken cancellationToken)
    {
        var wasSent = false;
        try
        {
            await using var connection = await OwnConnection.OpenAsync(_source, cancellationToken).ConfigureAwait(false);
            await EnsureSchemaAsync(connection, cancellationToken).ConfigureAwait(false);
            await using var transaction = _isIsolated
                ? await connection.BeginTransactionAsync(IsolationLevel.ReadCommitted, cancellationToken).ConfigureAwait(false)
                : null;
            await using var command = new NpgsqlCommand(sql, connection);
            bind(command.Parameters);
            wasSent = true;
            T result;
            await using (var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false))
            {
                result = await read(reader, cancellationToken).ConfigureAwait(false);
            }

            if (transaction is not null)
            {
                await transaction.CommitAsync(cancellationToken).ConfigureAwait(false);
            }

            return result;
        }
        catch (Exception exception) when (Failures.IsDatabaseError(exception))
        {
            if (Failures.Refusal(exception) is not null)
            {
                _exists = false;
            }

            throw Failures.Describe(exception, wasSent);
        }
    }

    public async ValueTask DisposeAsync()
    {
        _creating.Dispose();
        if (_owned is not null)
        {
            await _owned.DisposeAsync().ConfigureAwait(false);
        }
    }

    private static NpgsqlDataSource Build(string connectionString)
    {
        var settings = new NpgsqlConnectionStringBuilder(connectionString);
        settings.Timeout = IsSet("Timeout") ? settings.Timeout : TimeoutSeconds;
        settings.CommandTimeout = IsSet("Command Timeout") ? settings.CommandTimeout : TimeoutSeconds;

        // Listening needs a session.
        settings.Multiplexing = false;
        if (settings.Host?.Contains(',', StringComparison.Ordinal) is true)
        {
            // One of them accepts writes.
            settings.TargetSessionAttributes ??= "primary";
        }

        var builder = new NpgsqlSlimDataSourceBuilder(settings.ConnectionString);
        builder.EnableArrays();
        builder.EnableTransportSecurity();
        return builder.Build();

        bool IsSet(string name) => ((System.Data.Common.DbConnectionStringBuilder)settings).ShouldSerialize(name);
    }

    private async ValueTask EnsureSchemaAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        if (_exists)
        {
            return;
        }

        await _creating.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (!_exists && !_options.CreateSchema)
            {
                await using var expire = new NpgsqlCommand($"SELECT {Schema}.expire()", connection);
                await expire.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
            }
            else if (!_exists && !await HasSchemaAsync(connection, cancellationToken).ConfigureAwait(false))
            {
                await CreateSchemaAsync(connection, cancellationToken).ConfigureAwait(false);
            }

            _isIsolated = await IsIsolatedAsync(connection, cancellationToken).ConfigureAwait(false);
            _exists = true;
        }
        finally
        {
            _creating.Release();
        }
    }

    private static async Task<bool> IsIsolatedAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("SELECT current_setting('default_transaction_isolation') LIKE 'read %'", connection);
        return await command.ExecuteScalarAsync(cancellationToken).ConfigureAwait(false) is false;
    }

    private async Task<bool> HasSchemaAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        try
        {
            await using var command = new NpgsqlCommand($"SELECT {Schema}.version() >= {Version}, {Schema}.expire() IS NULL", connection);
            return await command.ExecuteScalarAsync(cancellationToken).ConfigureAwait(false) is true;
        }
        catch (PostgresException exception) when (exception.SqlState is PostgresErrorCodes.InvalidSchemaName or PostgresErrorCodes.UndefinedFunction)
        {
            return false;
        }
    }

    private async Task CreateSchemaAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        using var reader = new StreamReader(typeof(LogDatabase).Assembly.GetManifestResourceStream("schema.sql")!);
        var script = (await reader.ReadToEndAsync(cancellationToken).ConfigureAwait(false))
            .Replace($"\"{PostgreSqlEventStreamOptions.DefaultSchema}\"", Schema, StringComparison.Ordinal);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken).ConfigureAwait(false);
        await using (var exclusive = new NpgsqlCommand($"SELECT pg_advisory_xact_lock({SchemaLock})", connection))
        {
            await exclusive.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
        }

        await using (var create = new NpgsqlCommand(script, connection))
        {
            await create.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
        }

        await transaction.CommitAsync(cancellationToken).ConfigureAwait(false);
    }
}
