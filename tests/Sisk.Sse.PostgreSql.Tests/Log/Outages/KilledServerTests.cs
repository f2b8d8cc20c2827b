using Npgsql;
using Sisk.Sse.PostgreSql.Tests.Support;
using Sisk.Sse.Redis.Tests.Log.Outages;

namespace Sisk.Sse.PostgreSql.Tests.Log.Outages;

/// <summary>Runs in which the database, or servers of the application, are killed while events are sent.</summary>
public sealed class KilledServerTests
{
    [Fact]
    public async Task Clients_miss_nothing_when_PostgreSql_pauses_and_is_killed_twice()
    {
        await using var database = new PostgreSqlServer();
        await database.StartAsync();

        await ChaosRun.RunAsync(database.ConnectionString(), mayReset: false, async (_, random, sent) =>
        {
            await sent(random.Next(ChaosRun.Events / 10, ChaosRun.Events / 4));
            await database.PauseAsync();
            await Assert.ThrowsAnyAsync<NpgsqlException>(
                () => PostgreSqlServer.RunAsync(database.ConnectionString() + ";Timeout=1", "SELECT 1"));
            await database.ContinueAsync();
            for (var round = 1; round <= 2; round++)
            {
                await sent((ChaosRun.Events * round / 3) + random.Next(ChaosRun.Events / 10));
                await database.KillAsync();
                await database.StartAsync();
            }
        });
    }

    [Fact]
    public async Task Clients_miss_nothing_when_servers_are_killed()
    {
        await using var database = new PostgreSqlServer();
        await database.StartAsync();

        await ChaosRun.RunAsync(database.ConnectionString(), mayReset: false, ChaosRun.KillServersAsync);
    }
}
