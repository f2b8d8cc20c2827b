using Microsoft.AspNetCore.Http;
using Sisk.Sse.Tests.Support;

namespace Sisk.Sse.Tests.Sources;

public sealed class SharedPingPolicyTests
{
    private const int Rounds = 20_000;

    private int _arrivals;

    [Fact]
    public async Task Threads_that_configure_pings_at_once_get_the_same_policy()
    {
        var request = new DefaultHttpContext().Request;
        var sources = Enumerable.Range(0, Rounds)
            .Select(_ => new HttpRequestEventSource(request, identifier: null, connection: null!, services: null!))
            .ToArray();

        var policies = await Signal.WithinAsync(Task.WhenAll(Task.Run(() => Read(sources)), Task.Run(() => Read(sources))));

        Assert.Equal(policies[0], policies[1]);
    }

    /// <summary>Reads the policy of each source at the same moment as the other thread.</summary>
    private HttpStreamPingPolicy[] Read(HttpRequestEventSource[] sources)
    {
        var policies = new HttpStreamPingPolicy[sources.Length];
        for (var i = 0; i < sources.Length; i++)
        {
            Interlocked.Increment(ref _arrivals);
            for (var wait = default(SpinWait); Volatile.Read(ref _arrivals) < 2 * (i + 1);)
            {
                wait.SpinOnce(sleep1Threshold: -1);
            }

            policies[i] = sources[i].PingPolicy;
        }

        return policies;
    }
}
