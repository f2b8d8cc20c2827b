using System.Globalization;
using StackExchange.Redis;

namespace Sisk.Sse.Redis.Tests.Support;

/// <summary>A cluster of three primaries, optionally with one replica each.</summary>
/// <param name="hasReplicas">
/// True for replicas, which take over soon after a failure. Otherwise a paused node is not considered dead.
/// </param>
internal sealed class RedisCluster(bool hasReplicas = false) : IAsyncDisposable
{
    private const int Slots = 16384;

    internal RedisServer[] Nodes { get; } = Servers(hasReplicas);

    internal RedisServer[] Replicas { get; } = hasReplicas ? Servers(true) : [];

    private IEnumerable<RedisServer> All => Nodes.Concat(Replicas);

    internal ConfigurationOptions Configuration => ConfigurationOptions.Parse(string.Join(',', Nodes.Select(node => node.Configuration)));

    internal async Task StartAsync()
    {
        await Task.WhenAll(All.Select(node => node.StartAsync()));
        for (var i = 0; i < Nodes.Length; i++)
        {
            await TellAsync(Nodes[i], "ADDSLOTSRANGE", $"{FirstSlot(i)}", $"{FirstSlot(i + 1) - 1}");
        }

        foreach (var node in All.Skip(1))
        {
            await TellAsync(Nodes[0], "MEET", "127.0.0.1", $"{node.Port}", node.Settings[^1]);
        }

        await Task.WhenAll(All.Select(node => node.SaysAsync("Cluster state changed: ok")));
        foreach (var (replica, node) in Replicas.Zip(Nodes))
        {
            await FollowAsync(replica, node);
        }
    }

    /// <summary>Gets the index of the node that has the slot of a stream.</summary>
    internal async Task<int> IndexOfAsync(string stream)
    {
        var slot = int.Parse(await Nodes[0].AskAsync("CLUSTER", "KEYSLOT", $"{{{stream}}}"), CultureInfo.InvariantCulture);
        return Enumerable.Range(0, Nodes.Length).Last(i => FirstSlot(i) <= slot);
    }

    /// <summary>Completes when the server is, or has become, a primary.</summary>
    internal static Task PromotedAsync(RedisServer server) =>
        Eventually.BecomesAsync(
            "a promotion", () => server.AskAsync("ROLE"), static role => role.StartsWith("master", StringComparison.Ordinal));

    /// <summary>Completes when the server has an up-to-date replica.</summary>
    internal static Task ReplicatedAsync(RedisServer server) =>
        Eventually.BecomesAsync("a replica", () => RedisSentinel.ReplicasAsync(server), static count => count == 1);

    private int FirstSlot(int node) => Slots * node / Nodes.Length;

    private static async Task FollowAsync(RedisServer replica, RedisServer node)
    {
        var id = (await node.AskAsync("CLUSTER", "MYID")).Trim();
        await Eventually.BecomesAsync(
            "the node to be known", () => replica.AskAsync("CLUSTER", "REPLICATE", id), static answer => answer.Trim() == "OK");
        await ReplicatedAsync(node);
    }

    private static RedisServer[] Servers(bool hasReplicas) => [.. Enumerable.Range(0, 3).Select(_ => new RedisServer(
        "--save", "", "--repl-diskless-sync-delay", "0", "--cluster-enabled", "yes", "--cluster-node-timeout", hasReplicas ? "1500" : "60000",
        "--cluster-port", $"{ChildProgram.FreePort()}"))];

    public async ValueTask DisposeAsync()
    {
        foreach (var node in All)
        {
            await node.DisposeAsync();
        }
    }

    private static async Task TellAsync(RedisServer node, params string[] command) =>
        Assert.Equal("OK", (await node.AskAsync(["CLUSTER", .. command])).Trim());
}
