using System.Net.Sockets;
using System.Security.Authentication;
using Npgsql;

namespace Sisk.Sse.PostgreSql.Client;

/// <summary>Classifies the exceptions of Npgsql.</summary>
internal static class Failures
{
    private const string IdleSessionTimeout = "57P05";
    private const string Options = nameof(PostgreSqlEventStreamOptions);

    /// <summary>
    /// The beginnings of the codes with which connections are lost, databases shut down and pools fail: connection exceptions, operator
    /// intervention, system errors and internal errors.
    /// </summary>
    private static readonly List<string> _uncertain = ["08", "57P", "58", "XX"];

    /// <summary>The cause and the remedy when notifications do not arrive.</summary>
    internal const string NoNotifications =
        "Notifications of PostgreSQL do not reach this server, because its connections go through a pool that shares sessions, "
        + "such as PgBouncer "
        + $"in transaction mode. Set {Options}.ListenDataSource to a direct connection.";

    /// <summary>The cause and the remedy when notifications do not arrive at the connection that is meant for them.</summary>
    internal const string NoNotificationsElsewhere =
        $"Notifications of PostgreSQL do not reach this server. Check that {Options}.ListenDataSource is a direct connection to the same "
        + "database.";

    /// <summary>Returns true for failures of the database or of the connection to it.</summary>
    internal static bool IsDatabaseError(Exception exception) =>
        exception is NpgsqlException or TimeoutException or IOException or ObjectDisposedException || IsUnsupported(exception);

    /// <summary>Describes a failure.</summary>
    /// <param name="exception">The exception of Npgsql.</param>
    /// <param name="wasSent">A value that indicates whether the command was sent.</param>
    /// <param name="host">The host of the connection string, which Npgsql does not name if it is unknown; null for none.</param>
    internal static EventLogException Describe(Exception exception, bool wasSent, string? host = null)
    {
        if (exception is EventLogException described)
        {
            return described;
        }

        var unknown = IsUnknownHost(exception) && host is not null ? $" Check the Host of the connection string: {host}." : "";
        return new EventLogException(
            MessageOf(exception) + unknown,
            mayBeDone: wasSent && !IsRolledBack(exception) && !IsUnsupported(exception),
            Refusal(exception),
            exception switch
            {
                NpgsqlException { InnerException: TimeoutException timeout } => timeout,

                // The statement_timeout of the database.
                PostgresException { SqlState: PostgresErrorCodes.QueryCanceled } => new TimeoutException(CauseOf(exception), exception),
                _ => exception,
            });
    }

    /// <summary>Returns the message of an exception, with the causes that Npgsql has only in inner exceptions.</summary>
    private static string MessageOf(Exception exception) => exception switch
    {
        NpgsqlException { InnerException: AggregateException { InnerExceptions.Count: > 0 } hosts } =>
            $"No host can be used: {string.Join("; ", hosts.InnerExceptions.Select(CauseOf).Distinct())}.",
        NpgsqlException { InnerException: not null } => CauseOf(exception) + ".",
        PostgresException => CauseOf(exception),
        _ => exception.Message,
    };

    /// <summary>Returns true if the name of a host, or of one of several, has no address.</summary>
    private static bool IsUnknownHost(Exception? exception) => exception switch
    {
        null => false,
        SocketException { SocketErrorCode: SocketError.HostNotFound or SocketError.TryAgain or SocketError.NoData } => true,
        AggregateException hosts => hosts.InnerExceptions.Any(IsUnknownHost),
        _ => IsUnknownHost(exception.InnerException),
    };

    private static string CauseOf(Exception exception)
    {
        // The message of Npgsql has further lines, and may have details with the data of rows.
        var message = exception is PostgresException error ? $"{error.SqlState}: {error.MessageText}" : exception.Message.TrimEnd('.');
        var inner = exception.InnerException is { } cause ? CauseOf(cause) : "";
        return message.Contains(inner, StringComparison.Ordinal) ? message : $"{message}: {inner}";
    }

    /// <summary>Returns true if a command has found that its session has ended, whenever that was.</summary>
    internal static bool IsSessionLost(Exception exception) => exception switch
    {
        PostgresException ended => ended.SqlState is PostgresErrorCodes.AdminShutdown or IdleSessionTimeout,
        NpgsqlException { InnerException: IOException or SocketException } => true,
        _ => false,
    };

    /// <summary>Returns true if the schema, or a part of it, is not there.</summary>
    internal static bool IsSchemaMissing(PostgresException exception) =>
        exception.SqlState is PostgresErrorCodes.UndefinedFunction or PostgresErrorCodes.UndefinedTable
            or PostgresErrorCodes.InvalidSchemaName;

    /// <summary>Returns true if the data source cannot send a parameter.</summary>
    private static bool IsUnsupported(Exception exception) => exception is InvalidCastException or NotSupportedException;

    /// <summary>
    /// Returns true if the database itself has reported an error, so that it has done nothing: a command is one transaction. A session that
    /// ends, and a pool that has lost its connection, report errors too, but the transaction may be committed.
    /// </summary>
    private static bool IsRolledBack(Exception exception) =>
        exception is PostgresException { InvariantSeverity: "ERROR", SqlState: not PostgresErrorCodes.StatementCompletionUnknown } error
        && !_uncertain.Exists(start => error.SqlState.StartsWith(start, StringComparison.Ordinal));

    /// <summary>Returns the cause and the remedy if no connection of a data source can listen, or null.</summary>
    internal static string? ReasonNotToListen(NpgsqlDataSource source) => new NpgsqlConnectionStringBuilder(source.ConnectionString) switch
    {
        { Pooling: true, MaxPoolSize: 1 } =>
            "The pool allows one connection, which listening needs for itself. Raise Maximum Pool Size to 2 or more, or set "
            + $"{Options}.ListenDataSource.",
        { Multiplexing: true } =>
            "Listening needs a session, which a data source with Multiplexing does not give. "
            + $"Set {Options}.ListenDataSource to one without it.",
        _ => null,
    };

    /// <summary>Returns the cause and the remedy of an error that a retry cannot solve, or null for every other error.</summary>
    internal static string? Refusal(Exception exception) => exception switch
    {
        PostgresException { SqlState: PostgresErrorCodes.InvalidPassword } =>
            $"PostgreSQL refused the user or the password. Check {Options}.ConnectionString.",

        // The user may be right: the database does not admit it from here, or not without encryption.
        PostgresException { SqlState: PostgresErrorCodes.InvalidAuthorizationSpecification } refused =>
            $"PostgreSQL refused the connection: {refused.MessageText}. Check the user in {Options}.ConnectionString, and pg_hba.conf.",
        NpgsqlException { InnerException: AuthenticationException untrusted } =>
            $"TLS with PostgreSQL failed: {untrusted.Message} "
            + $"Check the certificates, and SSL Mode and Root Certificate in {Options}.ConnectionString.",
        NpgsqlException { InnerException: AggregateException hosts }
            when hosts.InnerExceptions.All(static host => Refusal(host) is not null) => Refusal(hosts.InnerExceptions[0]),
        PostgresException { SqlState: PostgresErrorCodes.InvalidCatalogName } refused =>
            $"The database does not exist: {refused.MessageText}. Check {Options}.ConnectionString.",
        PostgresException { SqlState: PostgresErrorCodes.InsufficientPrivilege } refused =>
            $"The user lacks a permission that event streams need: {refused.MessageText}. "
            + "See https://github.com/sisk-http/sisk-sse/blob/main/docs/guides/scale-out-postgresql.md#the-schema for the list.",
        PostgresException missing when IsSchemaMissing(missing) =>
            $"The schema of the event logs is missing or too old: {missing.MessageText}. "
            + "Run the script of https://github.com/sisk-http/sisk-sse/blob/main/docs/guides/scale-out-postgresql.md#the-schema, "
            + $"or set {Options}.CreateSchema.",
        _ when IsUnsupported(exception) =>
            $"The data source cannot send the parameters of event streams: {exception.Message} "
            + $"Call EnableArrays() on the NpgsqlSlimDataSourceBuilder that builds {Options}.DataSource.",
        _ => null,
    };
}
