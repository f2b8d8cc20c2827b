using Sisk.Sse.Redis.Tests.Support;

namespace Sisk.Sse.Redis.Tests.Log.Outages;

/// <content>Runs with a Redis server of their own.</content>
internal static partial class ChaosRun
{
    /// <summary>Runs with one Redis server, which either keeps everything it acknowledged or does not fail.</summary>
    internal static async Task RunAsync(bool keepsAll, Func<RedisServer, NodeProcess[], Random, Func<int, Task>, Task> trouble)
    {
        await using var redis = new RedisServer("--appendonly", keepsAll ? "yes" : "no", "--appendfsync", "always", "--save", "");
        await redis.StartAsync();
        await RunAsync(redis.Configuration, mayReset: false, (servers, random, sent) => trouble(redis, servers, random, sent));
    }
}
