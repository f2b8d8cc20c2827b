using Npgsql;
using Sisk.Sse.PostgreSql.Tests.Support;
using Sisk.Sse.Redis.Tests.Support;

namespace Sisk.Sse.PostgreSql.Tests.Log;

/// <summary>The times that the database gives to what has waited for another server.</summary>
public sealed class WaitingTimeTests(PostgreSqlServer server)
{
    private const string Write =
        "SELECT FROM sisk_sse.write_run('run', 'header', 1, '{}', NULL, 10, 1, interval '1 hour', interval '1 minute', 'channel')";

    private readonly TestSchema _schema = new(server);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Entry_that_waited_for_another_server_has_the_time_at_which_it_got_its_place()
    {
        await using var database = NpgsqlDataSource.Create(_schema.ConnectionString);
        await using var nodes = _schema.CreateNodes();
        var app = await nodes.StartAsync();
        await using var reading = await app.JoinAsync("a");
        await PostgreSqlNodes.SendAsync(app, "a", "before");
        await using var other = await database.OpenConnectionAsync(Cancellation);
        await using var transaction = await other.BeginTransactionAsync(Cancellation);
        await _schema.RunAsync(other, "SELECT FROM sisk_sse.log FOR UPDATE");

        var sending = PostgreSqlNodes.SendAsync(app, "a", "after").AsTask();
        await _schema.WaitsAsync(sending);
        var released = (DateTime)(await _schema.RunAsync(other, "SELECT clock_timestamp()"))!;
        await transaction.CommitAsync(Cancellation);
        await sending;

        Assert.True((DateTime)(await _schema.RunAsync(other, "SELECT max(at) FROM sisk_sse.entry"))! >= released);
    }

    [Fact]
    public async Task Run_that_waited_for_another_server_lives_from_its_write()
    {
        await using var database = NpgsqlDataSource.Create(_schema.ConnectionString);
        await using var nodes = _schema.CreateNodes();
        await (await nodes.StartAsync()).JoinAsync("a");
        await using var writing = await database.OpenConnectionAsync(Cancellation);
        await using var other = await database.OpenConnectionAsync(Cancellation);
        await _schema.RunAsync(writing, Write);
        await using var transaction = await other.BeginTransactionAsync(Cancellation);
        await _schema.RunAsync(other, "SELECT FROM sisk_sse.run FOR UPDATE");

        var again = _schema.RunAsync(writing, Write);
        await _schema.WaitsAsync(again);
        var released = (DateTime)(await _schema.RunAsync(other, "SELECT clock_timestamp()"))!;
        await transaction.CommitAsync(Cancellation);
        await again;

        Assert.True(
            (DateTime)(await _schema.RunAsync(other, "SELECT alive_until FROM sisk_sse.run"))! >= released + TimeSpan.FromMinutes(1));
    }
}
