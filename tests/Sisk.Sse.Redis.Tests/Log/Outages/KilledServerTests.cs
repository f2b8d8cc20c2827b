namespace Sisk.Sse.Redis.Tests.Log.Outages;

public sealed class KilledServerTests
{
    [Fact]
    public Task Clients_miss_nothing_when_servers_are_killed() => ChaosRun.RunAsync(keepsAll: false, async (_, servers, random, sent) =>
    {
        // The next server is killed while events arrive and the previous one has just returned.
        var starting = Task.CompletedTask;
        random.Shuffle(servers);
        for (var round = 0; round < 4; round++)
        {
            await sent((ChaosRun.Events * (1 + round) / 6) + random.Next(ChaosRun.Events / 10));
            var victim = servers[round % servers.Length];
            await starting;
            await victim.KillAsync();
            starting = victim.StartAsync();
        }

        await starting;
    });
}
