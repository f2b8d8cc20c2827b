using Npgsql;
using Sisk.Sse.PostgreSql.Tests.Support;
using Sisk.Sse.Redis.Tests.Support;
using Sisk.Sse.Tests.Support;

namespace Sisk.Sse.PostgreSql.Tests.Log.Outages;

/// <summary>A database that returns without its latest commits, and whose timeline is the same as before.</summary>
public sealed class LostCommitTests(PostgreSqlServer server)
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Client_gets_a_reset_when_its_events_are_lost_and_their_places_are_given_again(bool isShutDown)
    {
        await using var database = new PostgreSqlServer();
        await database.StartAsync();

        // The disk as it is after a crash that loses the commits that follow, or as a cold backup has it.
        await LoseAsync(
            new PostgreSqlNodes(database.ConnectionString()),
            async () =>
            {
                await EndAsync();
                await database.SaveDiskAsync();
                await database.StartAsync();
            },
            async () =>
            {
                await EndAsync();
                database.RestoreDisk();
                await database.StartAsync();
            });

        Task EndAsync() => isShutDown ? database.StopAsync() : database.KillAsync();
    }

    [Fact]
    public async Task Client_gets_a_reset_when_a_dump_is_restored_while_the_database_runs()
    {
        var schema = new TestSchema(server);

        await LoseAsync(
            schema.CreateNodes(),
            () => EachTableAsync("CREATE TABLE sisk_sse.saved_{0} AS TABLE sisk_sse.{0}"),
            () => EachTableAsync("TRUNCATE sisk_sse.{0}; INSERT INTO sisk_sse.{0} TABLE sisk_sse.saved_{0}"));

        async Task EachTableAsync(string sql)
        {
            foreach (var table in (string[])["log", "entry", "producer", "incarnation"])
            {
                await schema.RunAsync(sql.Replace("{0}", table, StringComparison.Ordinal));
            }
        }
    }

    [Fact]
    public async Task Crash_of_a_session_begins_an_epoch()
    {
        await using var database = new PostgreSqlServer();
        await database.StartAsync();
        await using var nodes = new PostgreSqlNodes(database.ConnectionString());
        var app = await nodes.StartAsync();
        await using var client = await app.JoinAsync("a");
        await PostgreSqlNodes.SendAsync(app, "a", "one");
        Assert.Equal(["one"], await client.TakeAsync(1));
        var before = await EpochsAsync(database);

        // The commits that no process has written to the disk yet are lost, if synchronous_commit is off.
        await PostgreSqlServer.CrashSessionAsync(database.ConnectionString());
        await PostgreSqlNodes.SendAsync(app, "a", "two");

        Assert.Equal(["two"], await client.TakeAsync(1));
        var after = await EpochsAsync(database);
        Assert.EndsWith("," + before, after, StringComparison.Ordinal);
    }

    /// <summary>Saves the state of the database, loses two events that a client has seen, and appends others in their places.</summary>
    private static async Task LoseAsync(PostgreSqlNodes servers, Func<Task> saveAsync, Func<Task> restoreAsync)
    {
        await using var nodes = servers;
        var before = await nodes.StartAsync();
        var client = await before.JoinAsync("a");
        await PostgreSqlNodes.SendAsync(before, "a", "kept");
        Assert.Equal(["kept"], await client.TakeAsync(1));
        await saveAsync();
        await SendAsync(before, "lost 1", "lost 2");
        Assert.Equal(["lost 1", "lost 2"], await client.TakeAsync(2));
        await client.DisposeAsync();
        await before.DisposeAsync();

        await restoreAsync();
        var after = await nodes.StartAsync();
        await SendAsync(after, "new 1", "new 2", "new 3");
        await using var again = await after.OpenAsync("/board/a", client.LastEventId);

        Assert.Equal("reset:", await again.EventAsync());
    }

    private static async Task SendAsync(TestApp app, params string[] texts)
    {
        foreach (var text in texts)
        {
            await PostgreSqlNodes.SendAsync(app, "a", text);
        }
    }

    private static async Task<string> EpochsAsync(PostgreSqlServer database)
    {
        await using var source = NpgsqlDataSource.Create(database.ConnectionString());
        await using var command = source.CreateCommand("SELECT epochs FROM sisk_sse.log WHERE name LIKE '%Room%'");
        return (string)(await command.ExecuteScalarAsync(TestContext.Current.CancellationToken))!;
    }
}
