using Npgsql;

namespace Sisk.Sse;

/// <summary>Options for sharing event streams across servers with PostgreSQL. Validated when the application starts.</summary>
public sealed class PostgreSqlEventStreamOptions : EventLogOptions
{
    /// <summary>
    /// Gets or sets the connection string. A <c>Timeout</c> and a <c>Command Timeout</c> that are not set become 5 seconds, so that an
    /// outage is noticed soon. With several hosts, the primary is used.
    /// </summary>
    public string? ConnectionString { get; set; }

    /// <summary>
    /// Gets or sets an existing data source, used instead of <see cref="ConnectionString"/>. It is not disposed with the event streams. The
    /// commands of event streams have a timeout of 5 seconds if it sets no <c>Command Timeout</c>.
    /// </summary>
    public NpgsqlDataSource? DataSource { get; set; }

    /// <summary>
    /// Gets or sets the data source for <c>LISTEN</c>, which needs its own session. Set it if the other connections go through a pool that
    /// shares sessions, such as PgBouncer in transaction mode, or of a single connection. The default is that of all other connections.
    /// </summary>
    public NpgsqlDataSource? ListenDataSource { get; set; }

    /// <summary>
    /// Gets or sets the prefix of all logs. It must be the same on every server of the application, and in every host that only publishes.
    /// The default is the application's name (<c>IHostEnvironment.ApplicationName</c>).
    /// </summary>
    public string? ApplicationName { get; set; }

    /// <summary>Gets or sets the schema with the tables and functions: at most 63 characters. The default is <c>sisk_sse</c>.</summary>
    public string Schema { get; set; } = DefaultSchema;

    /// <summary>
    /// Gets or sets a value indicating whether the schema is created on first use. If false, run the script in the documentation. The
    /// default is true.
    /// </summary>
    public bool CreateSchema { get; set; } = true;

    internal const string DefaultSchema = "sisk_sse";
    private const int MaxNameLength = 63;

    /// <inheritdoc/>
    protected override IEnumerable<string> Validate(int maxEventBytes)
    {
        if (DataSource is null && string.IsNullOrWhiteSpace(ConnectionString))
        {
            yield return "ConnectionString is missing. Call AddPostgreSql(\"Host=…\"), or set ConnectionString or DataSource.";
        }

        if (DataSource is null && MistakeIn(ConnectionString) is { } mistake)
        {
            yield return $"ConnectionString is not valid. {mistake}";
        }

        if (ApplicationName is "")
        {
            yield return "ApplicationName is empty. Use null for the application's own name.";
        }

        if (Schema is not { Length: > 0 and <= MaxNameLength } || Schema.Contains('"') || Schema.Contains('\0'))
        {
            yield return $"Schema is '{Schema}'. Use a name of 1 to {MaxNameLength} characters without quotation marks.";
        }

        if (Schema?.StartsWith("pg_", StringComparison.Ordinal) is true)
        {
            yield return $"Schema is '{Schema}'. PostgreSQL reserves names that begin with pg_.";
        }

        foreach (var failure in base.Validate(maxEventBytes))
        {
            yield return failure;
        }
    }

    /// <summary>Returns the mistake in a connection string, without its values, or null.</summary>
    private static string? MistakeIn(string? connectionString)
    {
        try
        {
            _ = new NpgsqlConnectionStringBuilder(connectionString);
            return null;
        }
        catch (ArgumentException exception)
        {
            return exception.Message;
        }
    }
}
