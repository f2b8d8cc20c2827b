using Npgsql;

namespace Sisk.Sse.PostgreSql.Client;

/// <summary>The schema with the tables and functions of the logs, which is created before the first command.</summary>
/// <param name="options">The options.</param>
/// <param name="createCommand">Creates a command.</param>
internal sealed class LogSchema(PostgreSqlEventStreamOptions options, Func<string, NpgsqlConnection, NpgsqlCommand> createCommand)
    : IDisposable
{
    private const int Version = 4;

    /// <summary>The key of the lock under which one server at a time creates the schema.</summary>
    private const long SchemaLock = 0x5349534b_535345;

    private readonly SemaphoreSlim _creating = new(1, 1);
    private volatile bool _exists;
    private volatile bool _isBroken;

    /// <summary>Gets the quoted name of the schema.</summary>
    internal string Name => $"\"{options.Schema}\"";

    /// <summary>
    /// Gets a value indicating whether transactions are isolated more than the functions allow: each statement in them has to see what
    /// others have committed while it waited for a lock. Otherwise a call is one statement without a transaction, and takes one round trip.
    /// </summary>
    internal bool IsIsolated { get; private set => Volatile.Write(ref field, value); }

    /// <summary>Creates the schema if it is missing, and removes what has expired in it. Only the first call does so.</summary>
    internal async ValueTask EnsureAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        if (_exists)
        {
            return;
        }

        await _creating.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (!_exists && !options.CreateSchema)
            {
                await using var expire = createCommand($"SELECT {Name}.expire()", connection);
                await expire.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
            }
            else if (!_exists && (TakeIsBroken() || !await IsThereAsync(connection, cancellationToken).ConfigureAwait(false)))
            {
                await CreateAsync(connection, cancellationToken).ConfigureAwait(false);
            }

            IsIsolated = await IsIsolatedAsync(connection, cancellationToken).ConfigureAwait(false);
            _exists = true;
        }
        finally
        {
            _creating.Release();
        }
    }

    /// <summary>Forgets that the schema exists, so that the next command checks it.</summary>
    internal void Forget() => _exists = false;

    /// <summary>Returns true if a command has failed because somebody has dropped the schema, or a part of it.</summary>
    internal bool MayRepair(PostgresException exception) => options.CreateSchema && Failures.IsSchemaMissing(exception);

    /// <summary>Lets the next command create what is missing.</summary>
    internal void Repair() => (_isBroken, _exists) = (true, false);

    public void Dispose() => _creating.Dispose();

    /// <summary>
    /// Returns true once after <see cref="Repair"/>. Without the permission to create, a schema that somebody brings back is found.
    /// </summary>
    private bool TakeIsBroken()
    {
        var isBroken = _isBroken;
        _isBroken = false;
        return isBroken;
    }

    private async Task<bool> IsIsolatedAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = createCommand("SELECT current_setting('default_transaction_isolation') LIKE 'read %'", connection);
        return await command.ExecuteScalarAsync(cancellationToken).ConfigureAwait(false) is false;
    }

    private async Task<bool> IsThereAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        try
        {
            await using var command = createCommand($"SELECT {Name}.version() >= {Version}, {Name}.expire() IS NULL", connection);
            return await command.ExecuteScalarAsync(cancellationToken).ConfigureAwait(false) is true;
        }
        catch (PostgresException exception) when (Failures.IsSchemaMissing(exception))
        {
            return false;
        }
    }

    private async Task CreateAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        using var reader = new StreamReader(typeof(LogSchema).Assembly.GetManifestResourceStream("schema.sql")!);
        var script = (await reader.ReadToEndAsync(cancellationToken).ConfigureAwait(false))
            .Replace($"\"{PostgreSqlEventStreamOptions.DefaultSchema}\"", Name, StringComparison.Ordinal);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken).ConfigureAwait(false);
        await using (var exclusive = createCommand($"SELECT pg_advisory_xact_lock({SchemaLock})", connection))
        {
            await exclusive.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
        }

        await using (var create = createCommand(script, connection))
        {
            await create.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
        }

        await transaction.CommitAsync(cancellationToken).ConfigureAwait(false);
    }
}
