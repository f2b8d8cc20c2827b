namespace Sisk.Sse.Redis.Tests.Log.Outages;

public sealed class KilledServerTests
{
    [Fact]
    public Task Clients_miss_nothing_when_servers_are_killed() =>
        ChaosRun.RunAsync(keepsAll: false, static (_, servers, random, sent) => ChaosRun.KillServersAsync(servers, random, sent));
}
