using Sisk.Sse.Client.Tests.Faults;
using Sisk.Sse.Client.Tests.Server;

namespace Sisk.Sse.Client.Tests.DotNet;

/// <summary>Each event once and in order, whatever happens to the connections.</summary>
public sealed class FaultTests
{
    [Fact]
    public async Task Each_event_arrives_once_and_in_order_over_many_cuts()
    {
        var (events, cuts, seed) = (CountingRun.Events, CountingRun.Cuts, CountingRun.Seed);
        await using var run = await CountingRun.StartAsync("a", events, cuts, seed);
        using var http = new HttpClient { BaseAddress = run.Proxy.Address };
        var streams = new OwnStreams(http, new() { Retry = TimeSpan.FromMilliseconds(1), MaxRetry = TimeSpan.FromMilliseconds(20), PingInterval = TimeSpan.FromMilliseconds(150) });
        var broadcasting = run.BroadcastAsync("a");
        var resets = 0;
        var next = 1;

        await foreach (var item in streams.CountEvents.WatchAsync(
            "a", new() { LastEventId = run.Start, Reset = () => resets++ }, TestContext.Current.CancellationToken))
        {
            Assert.Equal(next, Assert.IsType<CountEvent.Counted>(item).Number);
            if (next++ == events)
            {
                break;
            }
        }

        await broadcasting;
        Assert.Equal(0, resets);
        Assert.True(run.Proxy.Requests > cuts, $"{run.Proxy.Requests} requests");
    }
}
