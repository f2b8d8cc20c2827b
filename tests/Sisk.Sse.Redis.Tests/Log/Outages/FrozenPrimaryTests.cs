using Sisk.Sse.Redis.Tests.Support;

namespace Sisk.Sse.Redis.Tests.Log.Outages;

/// <summary>A primary under Sentinel that freezes, is replaced, and continues.</summary>
public sealed class FrozenPrimaryTests
{
    [Fact]
    public async Task No_client_has_a_gap_without_a_reset_when_a_primary_under_Sentinel_freezes_and_returns()
    {
        await using var redis = new RedisSentinel();
        await redis.StartAsync();
        await ChaosRun.RunAsync(redis.Configuration, mayReset: true, async (_, random, sent) =>
        {
            for (var round = 1; round <= 2; round++)
            {
                await sent((ChaosRun.Events * round / 4) + random.Next(ChaosRun.Events / 10));
                var old = await redis.PrimaryAsync();
                await old.PauseAsync();
                await redis.ReplacedAsync(old);

                // It continues as a primary, with all of its connections.
                await old.ContinueAsync();
                await redis.RestoredAsync();
            }
        });
    }
}
