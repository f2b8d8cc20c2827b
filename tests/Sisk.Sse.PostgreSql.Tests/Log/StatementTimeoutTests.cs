using Sisk.Sse.PostgreSql.Tests.Support;
using Sisk.Sse.Redis.Tests.Support;

namespace Sisk.Sse.PostgreSql.Tests.Log;

/// <summary>A database that ends statements that take long.</summary>
public sealed class StatementTimeoutTests(PostgreSqlServer server)
{
    private const int Events = 40;

    [Fact]
    public async Task Server_that_starts_late_reads_a_log_of_which_a_page_takes_too_long()
    {
        var schema = new TestSchema(server);
        await using var nodes = schema.CreateNodes();
        var app = await nodes.StartAsync();
        await using var client = await app.JoinAsync("a");
        await PostgreSqlNodes.SendAsync(app, "a", "first");
        Assert.Equal(["first"], await client.TakeAsync(1));
        for (var number = 1; number <= Events; number++)
        {
            await PostgreSqlNodes.SendAsync(app, "a", Text(number));
        }

        // Each entry is read slowly. Its size is known at once, as it is of large events.
        await schema.RunAsync("""
            CREATE FUNCTION sisk_sse.slowly(at timestamptz) RETURNS timestamptz LANGUAGE plpgsql STABLE AS 'BEGIN PERFORM pg_sleep(0.03); RETURN at; END';
            ALTER TABLE sisk_sse.entry RENAME TO stored;
            CREATE VIEW sisk_sse.entry AS SELECT log, last, sisk_sse.slowly(at) AS at, events FROM sisk_sse.stored;
            """);
        await using var others = schema.CreateNodes(schema.ConnectionString + ";Options=-c statement_timeout=800", nodes.ApplicationName);
        var late = await others.StartAsync();
        await using var returned = await late.AnsweredAsync("/board/a", "message:" + Text(1), client.LastEventId);

        Assert.Equal(Enumerable.Range(2, Events - 1).Select(Text), await returned.TakeAsync(Events - 1));
    }

    private static string Text(int number) => $"{number} {new string('x', 10_000)}";
}
