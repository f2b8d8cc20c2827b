using Sisk.Sse.Redis.Tests.Support;

namespace Sisk.Sse.Redis.Tests.Log.Outages;

/// <summary>A node of a cluster that is killed, is replaced, and returns.</summary>
public sealed class KilledClusterNodeTests
{
    [Fact]
    public async Task No_client_has_a_gap_without_a_reset_when_a_cluster_node_is_killed_and_returns()
    {
        await using var redis = new RedisCluster(hasReplicas: true);
        await redis.StartAsync();
        await ChaosRun.RunAsync(redis.Configuration.ToString(), mayReset: true, async (_, random, sent) =>
        {
            var index = await redis.IndexOfAsync(Nodes.Stream);
            var (primary, replica) = (redis.Nodes[index], redis.Replicas[index]);
            for (var round = 1; round <= 2; round++)
            {
                await sent((ChaosRun.Events * round / 4) + random.Next(ChaosRun.Events / 10));
                await primary.KillAsync();
                await RedisCluster.PromotedAsync(replica);
                await primary.StartAsync();
                await RedisCluster.ReplicatedAsync(replica);
                (primary, replica) = (replica, primary);
            }
        });
    }
}
