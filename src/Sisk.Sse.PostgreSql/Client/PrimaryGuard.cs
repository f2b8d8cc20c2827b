using System.Globalization;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Sisk.Sse.PostgreSql.Client;

/// <summary>
/// Keeps this server away from a primary that a replica has replaced, and that has come back, or never noticed. Both accept writes, and
/// those to the old one are lost. Each promotion begins a timeline, so of two primaries, the one with the later timeline is right.
/// </summary>
/// <param name="settings">The settings, with several hosts.</param>
/// <param name="time">The time provider.</param>
/// <param name="logger">The logger.</param>
internal sealed partial class PrimaryGuard(NpgsqlConnectionStringBuilder settings, TimeProvider time, ILogger logger) : IAsyncDisposable
{
    /// <summary>The time for which an answer of the hosts is believed.</summary>
    private static readonly TimeSpan _interval = TimeSpan.FromSeconds(10);

    private readonly SemaphoreSlim _asking = new(1, 1);
    private readonly NpgsqlDataSource[] _hosts = [.. settings.Host!.Split(',').Select(host => Build(settings, host))];
    private Answers _last = new([], null);

    /// <summary>The longest time that a host has to answer, in seconds. One that is a replica may be gone for long.</summary>
    internal const int MaxSeconds = 2;

    /// <summary>Checks a new connection. If it throws, Npgsql tries the next host.</summary>
    /// <exception cref="NpgsqlException">The connection leads to a primary that was replaced.</exception>
    internal async Task CheckAsync(NpgsqlConnection connection)
    {
        if (await ReadAsync(connection, CancellationToken.None).ConfigureAwait(false) is { } own)
        {
            await AskAsync().ConfigureAwait(false);
            ThrowIfReplaced(own);
        }
    }

    /// <summary>
    /// Checks a connection that has been open for some time, by the last answers of the hosts, and asks them from time to time.
    /// </summary>
    /// <exception cref="NpgsqlException">The connection leads to a primary that was replaced.</exception>
    internal void Check(NpgsqlConnection connection)
    {
        var last = Volatile.Read(ref _last);
        if (!IsFresh(last) && _asking.CurrentCount > 0)
        {
            _ = AskAsync();
        }

        if (Array.Find(last.Primaries, primary => primary.Source == connection.DataSource) is { } own)
        {
            ThrowIfReplaced(own);
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var host in _hosts)
        {
            await host.DisposeAsync().ConfigureAwait(false);
        }
    }

    private bool IsFresh(Answers answers) => answers.At is { } at && time.GetElapsedTime(at) < _interval;

    private void ThrowIfReplaced(Primary own)
    {
        if (Array.Find(Volatile.Read(ref _last).Primaries, own.IsReplacedBy) is { } other)
        {
            throw new NpgsqlException(Describe(own, other));
        }
    }

    private static string Describe(Primary own, Primary other) =>
        $"{own.Source} is a primary that {other.Source} has replaced (timeline {own.Timeline}, not {other.Timeline}), so it is not used.";

    /// <summary>Asks all hosts, unless their last answers are fresh.</summary>
    private async Task AskAsync()
    {
        await _asking.WaitAsync().ConfigureAwait(false);
        try
        {
            var last = Volatile.Read(ref _last);
            if (!IsFresh(last))
            {
                var answers = await Task.WhenAll(_hosts.Select(AskAsync)).ConfigureAwait(false);
                var next = new Answers([.. answers.OfType<Primary>()], time.GetTimestamp());
                Volatile.Write(ref _last, next);
                Report(last, next);
            }
        }
        finally
        {
            _asking.Release();
        }
    }

    /// <summary>Returns null if a host is no primary, or does not answer.</summary>
    private async Task<Primary?> AskAsync(NpgsqlDataSource host)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(MaxSeconds), time);
        try
        {
            await using var connection = await OwnConnection.OpenAsync(host, deadline.Token).ConfigureAwait(false);
            return await ReadAsync(connection, deadline.Token).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is OperationCanceledException || Failures.IsDatabaseError(exception))
        {
            return null;
        }
    }

    /// <summary>Returns null for a replica, and for a database that does not tell.</summary>
    private static async Task<Primary?> ReadAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        // A name of a file in the write-ahead log begins with the timeline. The control file knows of a promotion only some time after it.
        const string Sql = """
            SELECT s.system_identifier, pg_walfile_name(pg_current_wal_lsn()), extract(epoch FROM pg_postmaster_start_time())::text
            FROM pg_control_system() s WHERE NOT pg_is_in_recovery()
            """;
        try
        {
            await using var command = new NpgsqlCommand(Sql, connection);
            await using var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
            return await reader.ReadAsync(cancellationToken).ConfigureAwait(false)
                ? new Primary(
                    connection.DataSource,
                    reader.GetInt64(0),
                    int.Parse(reader.GetString(1).AsSpan(0, 8), NumberStyles.HexNumber, CultureInfo.InvariantCulture),
                    reader.GetString(2))
                : null;
        }
        catch (PostgresException)
        {
            return null;
        }
    }

    private void Report(Answers last, Answers next)
    {
        foreach (var own in next.Primaries)
        {
            var isKnown = last.Primaries.Contains(own) && last.Primaries.Any(own.IsReplacedBy);
            if (!isKnown && Array.Find(next.Primaries, own.IsReplacedBy) is { } other)
            {
                LogReplaced(logger, Describe(own, other));
            }
        }

        foreach (var (one, other) in RivalsOf(next).Except(RivalsOf(last)))
        {
            LogRivals(logger, one.Source, other.Source, one.Timeline);
        }
    }

    private static IEnumerable<(Primary One, Primary Other)> RivalsOf(Answers answers) =>
        from one in answers.Primaries.Index()
        from other in answers.Primaries.Skip(one.Index + 1)
        where one.Item.IsRivalOf(other)
        select (one.Item, other);

    private static NpgsqlDataSource Build(NpgsqlConnectionStringBuilder settings, string host)
    {
        var one = new NpgsqlConnectionStringBuilder(settings.ConnectionString)
        {
            Host = host.Trim(),
            TargetSessionAttributes = null,
            LoadBalanceHosts = false,
            Pooling = false,
            Timeout = settings.Timeout == 0 ? MaxSeconds : Math.Min(settings.Timeout, MaxSeconds),
        };
        var builder = new NpgsqlSlimDataSourceBuilder(one.ConnectionString);
        builder.EnableTransportSecurity();
        return builder.Build();
    }

    [LoggerMessage(
        15, LogLevel.Warning,
        "{Reason} Whatever is still written to it is lost. Make it a replica, or remove it from the connection string.")]
    private static partial void LogReplaced(ILogger logger, string reason);

    [LoggerMessage(
        16, LogLevel.Warning,
        "{One} and {Other} are both primaries of one database, with the same timeline ({Timeline}). "
        + "Whatever is written to one of them is lost. Make it a replica, or remove it from the connection string.")]
    private static partial void LogRivals(ILogger logger, string one, string other, int timeline);

    /// <summary>A primary.</summary>
    /// <param name="Source">The host and port.</param>
    /// <param name="System">The identifier of the database cluster, which its replicas share.</param>
    /// <param name="Timeline">The timeline.</param>
    /// <param name="Started">The time of its start, which two names of one server share.</param>
    private sealed record Primary(string Source, long System, int Timeline, string Started)
    {
        internal bool IsReplacedBy(Primary other) => other.System == System && other.Timeline > Timeline;

        /// <summary>Returns true for two replicas that were both promoted, or a copy. Nobody can tell which of them is right.</summary>
        internal bool IsRivalOf(Primary other) => other.System == System && other.Timeline == Timeline && other.Started != Started;
    }

    /// <summary>The primaries among the hosts.</summary>
    /// <param name="Primaries">The primaries.</param>
    /// <param name="At">The timestamp of their answers; null if they were never asked.</param>
    private sealed record Answers(Primary[] Primaries, long? At);
}
