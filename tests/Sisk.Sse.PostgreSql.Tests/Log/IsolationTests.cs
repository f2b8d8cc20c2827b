using Sisk.Sse.PostgreSql.Tests.Support;
using Sisk.Sse.Redis.Tests.Support;

namespace Sisk.Sse.PostgreSql.Tests.Log;

/// <summary>Sessions whose transactions are isolated more than usual.</summary>
public sealed class IsolationTests(PostgreSqlServer server)
{
    private const int Broadcasts = 50;

    [Theory]
    [InlineData("repeatable read")]
    [InlineData("serializable")]
    public async Task Broadcasts_of_several_servers_at_once_are_delivered(string isolation)
    {
        await using var nodes = new PostgreSqlNodes(
            $"{server.ConnectionString()};Options=-c default_transaction_isolation={isolation.Replace(" ", "\\ ", StringComparison.Ordinal)}");
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
