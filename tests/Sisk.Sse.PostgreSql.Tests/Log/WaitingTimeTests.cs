using Npgsql;
using Sisk.Sse.PostgreSql.Tests.Support;
using Sisk.Sse.Redis.Tests.Support;

namespace Sisk.Sse.PostgreSql.Tests.Log;

/// <summary>The time of an entry.</summary>
public sealed class AppendTimeTests(PostgreSqlServer server)
{
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
        await Eventually.BecomesAsync(
            "a broadcast that waits",
            () => RunAsync(watching, "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"),
            static waiting => waiting is > 0L);
        var released = (DateTime)(await RunAsync(other, "SELECT clock_timestamp()"))!;
        await transaction.CommitAsync(Cancellation);
        await sending;

        Assert.True((DateTime)(await RunAsync(other, "SELECT max(at) FROM sisk_sse.entry"))! >= released);
    }

    private static async Task<object?> RunAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync(Cancellation);
    }
}
