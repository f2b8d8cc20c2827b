using Sisk.Sse.PostgreSql.Tests.Support;
using Sisk.Sse.Redis.Tests.Log.Outages;

namespace Sisk.Sse.PostgreSql.Tests.Log.Outages;

/// <summary>A replica that takes the place of a primary that was killed.</summary>
public sealed class FailoverTests
{
    [Fact]
    public async Task Clients_miss_nothing_when_a_synchronous_replica_replaces_the_primary()
    {
        await using var primary = new PostgreSqlServer();
        await primary.StartAsync();
        await using var replica = await primary.StartReplicaAsync();
        var both = $"Host=127.0.0.1:{primary.Port},127.0.0.1:{replica.Port};Username=postgres;Database=postgres";

        await ChaosRun.RunAsync(both, mayReset: false, async (_, random, sent) =>
        {
            await sent((ChaosRun.Events / 3) + random.Next(ChaosRun.Events / 10));
            await primary.KillAsync();
            await replica.PromoteAsync();
        });
    }
}
