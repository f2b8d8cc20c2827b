using Npgsql;
using Sisk.Sse.PostgreSql.Tests.Support;
using Sisk.Sse.Redis.Tests.Support;

namespace Sisk.Sse.PostgreSql.Tests.Log;

/// <summary>Expired logs, runs and servers are removed as a whole, and nothing else is, also if several servers do so at once.</summary>
public sealed class ExpiryTests(PostgreSqlServer server)
{
    private readonly TestSchema _schema = new(server);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Run_that_expires_while_others_are_removed_leaves_no_events()
    {
        await using var database = await CreateAsync("""
            INSERT INTO sisk_sse.run (id, header, last, alive_until, expires) VALUES ('over', '', 1, now(), '-infinity'), ('next', '', 1, now(), 'infinity');
            INSERT INTO sisk_sse.run_event (run, place, event) VALUES ('over', 1, ''), ('next', 1, '');
            """);
        await using var connection = await database.OpenConnectionAsync(Cancellation);
        await using var transaction = await connection.BeginTransactionAsync(Cancellation);
        await _schema.RunAsync(connection, "SELECT FROM sisk_sse.run_event WHERE run = 'over' FOR UPDATE");

        var expiring = RunAsync(database, "SELECT sisk_sse.expire()");
        await _schema.WaitsAsync(expiring);
        await RunAsync(database, "UPDATE sisk_sse.run SET expires = '-infinity' WHERE id = 'next'");
        await transaction.CommitAsync(Cancellation);
        await expiring;
        await RunAsync(database, "SELECT sisk_sse.expire()");

        Assert.Equal((0L, 0L), (await CountAsync(database, "run"), await CountAsync(database, "run_event")));
    }

    [Fact]
    public async Task Server_that_returns_while_another_forgets_it_keeps_its_counts()
    {
        await using var database = await CreateAsync("""
            INSERT INTO sisk_sse.server (server, renewed, lifetime) VALUES ('late', now() - interval '1 minute', interval '15 seconds');
            INSERT INTO sisk_sse.connections (server, name, count) VALUES ('late', 'a', 7);
            """);
        await using var connection = await database.OpenConnectionAsync(Cancellation);
        await using var transaction = await connection.BeginTransactionAsync(Cancellation);
        Assert.Equal(true, await _schema.RunAsync(connection, "SELECT sisk_sse.publish('late', interval '15 seconds', '{}', '{}', false)"));

        var publishing = RunAsync(database, "SELECT sisk_sse.publish('other', interval '15 seconds', '{}', '{}', true)");
        await _schema.WaitsAsync(publishing);
        await transaction.CommitAsync(Cancellation);
        await publishing;

        Assert.Equal(7L, await RunAsync(database, "SELECT sisk_sse.total('a')"));
    }

    [Fact]
    public async Task Server_that_is_silent_for_its_lifetime_is_removed_with_its_counts()
    {
        await using var database = await CreateAsync("""
            INSERT INTO sisk_sse.server (server, renewed, lifetime) VALUES ('dead', now() - interval '1 minute', interval '15 seconds');
            INSERT INTO sisk_sse.connections (server, name, count) VALUES ('dead', 'a', 7);
            """);

        await RunAsync(database, "SELECT sisk_sse.publish('other', interval '15 seconds', '{b}', '{1}', true)");

        Assert.Equal((1L, 1L), (await CountAsync(database, "server"), await CountAsync(database, "connections")));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Events_of_a_silent_log_are_removed_when_a_server_starts(bool createSchema)
    {
        await using var database = await CreateAsync("""
            INSERT INTO sisk_sse.log (name, sequence, epochs, gone, writer, expires) VALUES ('silent', 1, 'epoch:0', '', '', '-infinity');
            INSERT INTO sisk_sse.entry (log, last, at, events) VALUES ('silent', 1, now(), '');
            """);
        await using var nodes = _schema.CreateNodes();

        await nodes.StartAsync(options => options.CreateSchema = createSchema);

        await Eventually.BecomesAsync("no events", () => CountAsync(database, "entry"), static count => count == 0);
        Assert.Equal(1L, await RunAsync(database, "SELECT sequence FROM sisk_sse.log WHERE name = 'silent'"));
    }

    [Fact]
    public async Task Silent_log_expires_once_so_that_its_events_are_not_looked_for_again()
    {
        await using var database = await CreateAsync("""
            INSERT INTO sisk_sse.log (name, sequence, epochs, gone, writer, expires) VALUES ('silent', 1, 'epoch:0', '', '', '-infinity');
            INSERT INTO sisk_sse.entry (log, last, at, events) SELECT 'other', n, now(), '' FROM generate_series(1, 1000) n;
            SELECT sisk_sse.expire();
            """);

        // An empty result reads one row to see that there are any.
        Assert.InRange(await CountReadRowsAsync(database, "entry", "SELECT sisk_sse.expire()"), 0, 1);
    }

    [Fact]
    public async Task New_run_does_not_read_all_others()
    {
        await using var database = await CreateAsync("""
            INSERT INTO sisk_sse.run (id, header, last, alive_until, expires) SELECT 'old' || n, '', 1, now(), 'infinity' FROM generate_series(1, 20000) n;
            ANALYZE sisk_sse.run;
            """);

        var read = await CountReadRowsAsync(database, "run", """
            SELECT setseed(0.5);
            SELECT sisk_sse.write_run('new' || n, '', 1, '{}', NULL, 10, 1, interval '1 hour', interval '1 minute', 'channel') FROM generate_series(1, 50) n
            """);

        Assert.InRange(read, 0, 50 * 20_000 / 4);
    }

    private async Task<NpgsqlDataSource> CreateAsync(string rows)
    {
        await _schema.CreateAsync();
        await _schema.RunAsync(rows);
        return NpgsqlDataSource.Create(_schema.ConnectionString);
    }

    /// <summary>Returns the number of rows of a table that a command reads without an index.</summary>
    private async Task<long> CountReadRowsAsync(NpgsqlDataSource database, string table, string sql)
    {
        await using var connection = await database.OpenConnectionAsync(Cancellation);
        await using var transaction = await connection.BeginTransactionAsync(Cancellation);
        await _schema.RunAsync(connection, sql);
        return (long)(await _schema.RunAsync(
            connection, $"SELECT seq_tup_read FROM pg_stat_xact_user_tables WHERE schemaname = 'sisk_sse' AND relname = '{table}'"))!;
    }

    private async Task<long> CountAsync(NpgsqlDataSource database, string table) =>
        (long)(await RunAsync(database, $"SELECT count(*) FROM sisk_sse.{table}"))!;

    private async Task<object?> RunAsync(NpgsqlDataSource database, string sql)
    {
        await using var connection = await database.OpenConnectionAsync(Cancellation);
        return await _schema.RunAsync(connection, sql);
    }
}
