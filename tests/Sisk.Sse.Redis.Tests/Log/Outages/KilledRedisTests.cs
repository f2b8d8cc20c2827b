namespace Sisk.Sse.Redis.Tests.Log.Outages;

public sealed class KilledRedisTests
{
    private static readonly TimeSpan _pause = TimeSpan.FromSeconds(5);

    [Fact]
    public Task Clients_miss_nothing_when_Redis_pauses_and_is_killed_twice() =>
        ChaosRun.RunAsync(keepsAll: true, async (redis, _, random, sent) =>
    {
        await sent(random.Next(ChaosRun.Events / 10, ChaosRun.Events / 4));
        await redis.PauseAsync();
        await Task.Delay(_pause, TestContext.Current.CancellationToken);
        await redis.ContinueAsync();
        for (var round = 1; round <= 2; round++)
        {
            await sent((ChaosRun.Events * round / 3) + random.Next(ChaosRun.Events / 10));
            await redis.KillAsync();
            await redis.StartAsync();
        }
    });
}
