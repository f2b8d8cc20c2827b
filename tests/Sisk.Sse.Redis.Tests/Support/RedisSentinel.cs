using StackExchange.Redis;

namespace Sisk.Sse.Redis.Tests.Support;

/// <summary>
/// A primary with two replicas and three Sentinels, with the two settings of docs/guides/scale-out.md. Without them, a primary that was
/// replaced accepts events that are lost.
/// </summary>
internal sealed class RedisSentinel : IAsyncDisposable
{
    private const string Name = "sisk";

    private readonly RedisServer[] _sentinels = [new(), new(), new()];

    internal RedisServer[] Servers { get; } =
        [.. Enumerable.Range(0, 3).Select(_ => new RedisServer(
            "--save", "", "--repl-diskless-sync-delay", "0", "--min-replicas-to-write", "1", "--min-replicas-max-lag", "5"))];

    internal string Configuration => string.Join(',', _sentinels.Select(sentinel => sentinel.Configuration)) + $",serviceName={Name}";

    internal async Task StartAsync()
    {
        foreach (var server in Servers)
        {
            if (server != Servers[0])
            {
                server.Settings.AddRange(["--replicaof", "127.0.0.1", $"{Servers[0].Port}"]);
            }

            await server.StartAsync();
        }

        await Task.WhenAll(Servers.Skip(1).Select(server => server.SaysAsync("MASTER <-> REPLICA sync: Finished with success")));
        foreach (var sentinel in _sentinels)
        {
            await StartSentinelAsync(sentinel);
        }

        await Eventually.BecomesAsync("Sentinels that know each other and the replicas", KnownAsync, static known => known == (2, 2));
    }

    /// <summary>Returns the primary according to the Sentinels.</summary>
    internal async Task<RedisServer> PrimaryAsync()
    {
        using var connection = await ConnectAsync();
        var address = (await connection.GetServers()[0].SentinelGetMasterAddressByNameAsync(Name))!;
        return Servers.Single(server => address.ToString()!.EndsWith($":{server.Port}", StringComparison.Ordinal));
    }

    internal Task KillSentinelsAsync() => Task.WhenAll(_sentinels.Select(static sentinel => sentinel.KillAsync()));

    /// <summary>Completes when another server has become the primary.</summary>
    internal Task<RedisServer> ReplacedAsync(RedisServer old) =>
        Eventually.BecomesAsync("another primary", PrimaryAsync, primary => primary != old);

    /// <summary>Restarts a killed primary as a supervisor would, unaware that it was replaced.</summary>
    internal async Task ReturnAsync(RedisServer server)
    {
        server.Settings.RemoveRange(8, server.Settings.Count - 8);
        await server.StartAsync();
    }

    /// <summary>Completes when the primary has two up-to-date replicas again.</summary>
    internal Task RestoredAsync() =>
        Eventually.BecomesAsync("two replicas", async () => await ReplicasAsync(await PrimaryAsync()), static count => count == 2);

    public async ValueTask DisposeAsync()
    {
        foreach (var server in _sentinels.Concat(Servers))
        {
            await server.DisposeAsync();
        }
    }

    internal static async Task<int> ReplicasAsync(RedisServer server)
    {
        using var connection = await ConnectionMultiplexer.ConnectAsync(
            $"{server.Configuration},abortConnect=false,connectTimeout=1000,allowAdmin=true");
        var info = await connection.GetServers()[0].InfoRawAsync("replication") ?? "";
        return info.Split("state=online").Length - 1;
    }

    private async Task StartSentinelAsync(RedisServer sentinel)
    {
        var file = Path.Combine(sentinel.Folder, "sentinel.conf");
        await File.WriteAllLinesAsync(file,
        [
            $"sentinel monitor {Name} 127.0.0.1 {Servers[0].Port} 2",
            $"sentinel down-after-milliseconds {Name} 1000",
            $"sentinel failover-timeout {Name} 4000",
        ]);
        await sentinel.StartSentinelAsync(file);
    }

    private async Task<(int Sentinels, int Replicas)> KnownAsync()
    {
        try
        {
            using var connection = await ConnectAsync();
            var known = await Task.WhenAll(connection.GetServers().Select(async sentinel => (
                (await sentinel.SentinelSentinelsAsync(Name)).Length, (await sentinel.SentinelReplicasAsync(Name)).Length)));
            return (known.Min(one => one.Item1), known.Min(one => one.Item2));
        }
        catch (RedisTimeoutException)
        {
            // The machine is busy. Eventually asks again.
            return (0, 0);
        }
    }

    private Task<ConnectionMultiplexer> ConnectAsync() => ConnectionMultiplexer.SentinelConnectAsync(
        ConfigurationOptions.Parse(string.Join(',', _sentinels.Select(sentinel => sentinel.Configuration)) + ",allowAdmin=true"));
}
