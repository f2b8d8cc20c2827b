using Sisk.Sse.PostgreSql.Tests.Support;
using Sisk.Sse.Redis.Tests.Support;

namespace Sisk.Sse.PostgreSql.Tests.Log;

/// <summary>Databases whose transactions are isolated more than usual.</summary>
public sealed class IsolationTests(PostgreSqlServer server)
{
    private const int Broadcasts = 50;

    [Theory]
    [InlineData("repeatable read")]
    [InlineData("serializable")]
    public async Task Broadcasts_of_several_servers_at_once_are_delivered(string isolation)
    {
        var database = await server.CreateDatabaseAsync();
        await PostgreSqlServer.RunAsync(
            database, $"DO $$ BEGIN EXECUTE format('ALTER DATABASE %I SET default_transaction_isolation = ''{isolation}''', current_database()); END $$");
        await using var nodes = new PostgreSqlNodes(database);
        var apps = new[]
        {
            await nodes.StartAsync(static options => options.WhenUnavailable = EventLogOutage.Fail),
            await nodes.StartAsync(static options => options.WhenUnavailable = EventLogOutage.Fail),
        };
        await using var reading = await apps[0].JoinAsync("a");

        await Task.WhenAll(apps.Select(async app =>
        {
            for (var i = 0; i < Broadcasts; i++)
            {
                await PostgreSqlNodes.SendAsync(app, "a", "text");
            }
        }));

        Assert.Equal(apps.Length * Broadcasts, (await reading.TakeAsync(apps.Length * Broadcasts)).Count);
    }
}
