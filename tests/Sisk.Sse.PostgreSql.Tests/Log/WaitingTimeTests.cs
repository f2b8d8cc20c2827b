using Npgsql;
using Sisk.Sse.PostgreSql.Tests.Support;
using Sisk.Sse.Redis.Tests.Support;

namespace Sisk.Sse.PostgreSql.Tests.Log;

/// <summary>The times that the database gives to what has waited for another server.</summary>
public sealed class WaitingTimeTests(PostgreSqlServer server)
{
    private const string Write =
        "SELECT FROM sisk_sse.write_run('run', 'header', 1, '{}', NULL, 10, 1, interval '1 hour', interval '1 minute', 'channel')";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Entry_that_waited_for_another_server_has_the_time_at_which_it_got_its_place()
    {
        await using var database = NpgsqlDataSource.Create(await server.CreateDatabaseAsync());
        await using var nodes = new PostgreSqlNodes(database.ConnectionString);
        var app = await nodes.StartAsync();
        await using var reading = await app.JoinAsync("a");
        await PostgreSqlNodes.SendAsync(app, "a", "before");
        await using var other = await database.OpenConnectionAsync(Cancellation);
        await using var watching = await database.OpenConnectionAsync(Cancellation);
        await using var transaction = await other.BeginTransactionAsync(Cancellation);
        await RunAsync(other, "SELECT FROM sisk_sse.log FOR UPDATE");

        var sending = PostgreSqlNodes.SendAsync(app, "a", "after").AsTask();
        await WaitsAsync(watching);
        var released = (DateTime)(await RunAsync(other, "SELECT clock_timestamp()"))!;
        await transaction.CommitAsync(Cancellation);
        await sending;

        Assert.True((DateTime)(await RunAsync(other, "SELECT max(at) FROM sisk_sse.entry"))! >= released);
    }

    [Fact]
    public async Task Run_that_waited_for_another_server_lives_from_its_write()
    {
        await using var database = NpgsqlDataSource.Create(await server.CreateDatabaseAsync());
        await using var nodes = new PostgreSqlNodes(database.ConnectionString);
        await (await nodes.StartAsync()).JoinAsync("a");
        await using var writing = await database.OpenConnectionAsync(Cancellation);
        await using var other = await database.OpenConnectionAsync(Cancellation);
        await using var watching = await database.OpenConnectionAsync(Cancellation);
        await RunAsync(writing, Write);
        await using var transaction = await other.BeginTransactionAsync(Cancellation);
        await RunAsync(other, "SELECT FROM sisk_sse.run FOR UPDATE");

        var again = RunAsync(writing, Write);
        await WaitsAsync(watching);
        var released = (DateTime)(await RunAsync(other, "SELECT clock_timestamp()"))!;
        await transaction.CommitAsync(Cancellation);
        await again;

        Assert.True((DateTime)(await RunAsync(other, "SELECT alive_until FROM sisk_sse.run"))! >= released + TimeSpan.FromMinutes(1));
    }

    private static Task WaitsAsync(NpgsqlConnection watching) => Eventually.BecomesAsync(
        "a call that waits",
        () => RunAsync(watching, "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"),
        static waiting => waiting is > 0L);

    private static async Task<object?> RunAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync(Cancellation);
    }
}
