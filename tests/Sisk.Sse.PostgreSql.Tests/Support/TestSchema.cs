using Npgsql;
using Sisk.Sse.Redis.Tests.Support;
using Sisk.Sse.Tests.Support;

namespace Sisk.Sse.PostgreSql.Tests.Support;

/// <summary>A schema that no other test uses. A database for each test would take more processor time than most of the tests.</summary>
/// <param name="server">The server.</param>
internal sealed class TestSchema(PostgreSqlServer server)
{
    private static readonly string _script =
        File.ReadAllText(Path.Combine(Repository.Root, "src", "Sisk.Sse.PostgreSql", "Log", "schema.sql"));

    internal string Name { get; } = "test_" + Guid.NewGuid().ToString("N");

    /// <summary>
    /// Gets the connection string. Sessions have the name of the schema, by which they are told from those of other tests.
    /// </summary>
    internal string ConnectionString => $"{server.ConnectionString()};Application Name={Name}";

    /// <summary>Creates the schema as the documentation says.</summary>
    internal Task CreateAsync() => RunAsync(_script);

    /// <summary>Runs commands that name the schema as it is by default.</summary>
    internal Task RunAsync(string sql) => PostgreSqlServer.RunAsync(ConnectionString, Localize(sql));

    /// <summary>Runs a command that names the schema as it is by default.</summary>
    internal async Task<object?> RunAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(Localize(sql), connection);
        return await command.ExecuteScalarAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>Completes when a command of the test waits for a lock, or has ended without.</summary>
    internal async Task WaitsAsync(Task command)
    {
        await using var source = NpgsqlDataSource.Create(ConnectionString);
        await using var watching = await source.OpenConnectionAsync(TestContext.Current.CancellationToken);
        await Eventually.BecomesAsync(
            "a command that waits for a lock or is done",
            async () => command.IsCompleted || await RunAsync(
                watching, $"SELECT count(*) FROM pg_stat_activity WHERE application_name = '{Name}' AND wait_event_type = 'Lock'") is > 0L,
            static isSo => isSo);
    }

    /// <summary>Returns servers of an application that uses the schema.</summary>
    internal PostgreSqlNodes CreateNodes(string? connectionString = null, string? applicationName = null) =>
        new(connectionString ?? ConnectionString, Name, applicationName);

    private string Localize(string sql) => sql.Replace("sisk_sse", Name, StringComparison.Ordinal);
}
