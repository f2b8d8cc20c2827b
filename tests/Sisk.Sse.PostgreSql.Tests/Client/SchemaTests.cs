using Sisk.Sse.PostgreSql.Tests.Support;
using Sisk.Sse.Redis.Tests.Support;
using Sisk.Sse.Tests.Support;

namespace Sisk.Sse.PostgreSql.Tests.Client;

/// <summary>The schema, who creates it, and what is said without it.</summary>
public sealed class SchemaTests(PostgreSqlServer server)
{
    private readonly TestSchema _schema = new(server);

    [Fact]
    public async Task User_with_the_documented_permissions_needs_no_others()
    {
        var guide = await File.ReadAllTextAsync(
            Path.Combine(Repository.Root, "docs", "guides", "scale-out-postgresql.md"), TestContext.Current.CancellationToken);
        var grants = guide.Split("```sql")[1].Split("```")[0].Replace("shop", "limited", StringComparison.Ordinal);
        await _schema.RunAsync("DO $$ BEGIN CREATE ROLE limited LOGIN; EXCEPTION WHEN duplicate_object THEN NULL; END $$");
        await _schema.CreateAsync();
        await _schema.RunAsync(grants);
        await using var nodes =
            _schema.CreateNodes(_schema.ConnectionString.Replace("Username=postgres", "Username=limited", StringComparison.Ordinal));
        var app = await nodes.StartAsync(options => (options.CreateSchema, options.CountConnections) = (false, true));
        await using var reading = await app.JoinAsync("a");

        await PostgreSqlNodes.SendAsync(app, "a", "one");

        Assert.Equal(["one"], await reading.TakeAsync(1));
        Assert.Equal(1, await app.Sources.CountByPrefixAsync("board/a", TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Several_servers_create_the_schema_at_once()
    {
        await using var nodes = _schema.CreateNodes();

        var apps = await Task.WhenAll(Enumerable.Range(0, 4)
            .Select(_ => nodes.StartAsync(options => options.Schema = "Event Streams of " + _schema.Name)));

        await using var reading = await apps[0].JoinAsync("a");
        await PostgreSqlNodes.SendAsync(apps[3], "a", "one");
        Assert.Equal(["one"], await reading.TakeAsync(1));
        Assert.DoesNotContain(apps.SelectMany(static app => app.Logs.Entries), static entry => entry.Level >= LogLevel.Warning);
    }

    [Fact]
    public async Task Schema_of_an_earlier_version_is_replaced_at_the_first_use()
    {
        await _schema.CreateAsync();
        await _schema.RunAsync(
            """
            DROP TABLE sisk_sse.incarnation;
            CREATE OR REPLACE FUNCTION sisk_sse.version() RETURNS integer LANGUAGE sql IMMUTABLE AS 'SELECT 1';
            """);
        await using var nodes = _schema.CreateNodes();
        var app = await nodes.StartAsync();
        await using var reading = await app.JoinAsync("a");

        await PostgreSqlNodes.SendAsync(app, "a", "one");

        Assert.Equal(["one"], await reading.TakeAsync(1));
    }

    [Theory]
    [InlineData("DROP SCHEMA sisk_sse CASCADE")]
    [InlineData("DROP TABLE sisk_sse.producer")]
    [InlineData("DROP TABLE sisk_sse.entry")]
    [InlineData("DROP FUNCTION sisk_sse.writer")]
    public async Task Schema_that_was_dropped_is_created_again_before_a_broadcast_fails(string sql)
    {
        await using var nodes = _schema.CreateNodes();
        var app = await nodes.StartAsync(static options => options.PollInterval = TimeSpan.FromHours(1));
        await using (await app.JoinAsync("a"))
        {
            await PostgreSqlNodes.SendAsync(app, "a", "one");
        }

        await _schema.RunAsync(sql);

        await PostgreSqlNodes.SendAsync(app, "a", "two");
        await using var reading = await app.JoinAsync("a");
        await PostgreSqlNodes.SendAsync(app, "a", "three");
        Assert.Equal(["three"], await reading.TakeAsync(1));
    }

    [Fact]
    public async Task Broadcast_without_the_schema_fails_at_once_with_what_to_do()
    {
        await using var nodes = _schema.CreateNodes();
        var app = await nodes.StartAsync(options => options.CreateSchema = false);

        var failure = await Assert.ThrowsAsync<EventLogUnavailableException>(
            () => Signal.WithinAsync(PostgreSqlNodes.SendAsync(app, "a", "never").AsTask()));

        Assert.Contains(
            "docs/guides/scale-out-postgresql.md#the-schema, or set PostgreSqlEventStreamOptions.CreateSchema",
            failure.Message,
            StringComparison.Ordinal);
        Assert.False(failure.MayBeAppended);
    }

    [Fact]
    public async Task Broadcast_to_a_database_that_does_not_exist_says_so()
    {
        await using var nodes = new PostgreSqlNodes(server.ConnectionString("nowhere"));
        var app = await nodes.StartAsync();

        var failure = await Assert.ThrowsAsync<EventLogUnavailableException>(
            () => Signal.WithinAsync(PostgreSqlNodes.SendAsync(app, "a", "never").AsTask()));

        Assert.Contains("The database does not exist", failure.Message, StringComparison.Ordinal);
    }
}
