using Sisk.Sse.Backplane;

namespace Sisk.Sse.Tests.Backplane;

/// <summary>The delays between attempts.</summary>
public sealed class BackoffTests
{
    [Fact]
    public async Task Delays_grow_to_two_seconds_with_jitter()
    {
        var (one, two) = (await WaitsAsync(), await WaitsAsync());

        Assert.All(one.Concat(two).Select((wait, i) => (wait, Middle: Math.Min(50 << (i % one.Count), 2000))), item =>
            Assert.InRange(item.wait.TotalMilliseconds, item.Middle * 0.5, item.Middle * 1.5));
        Assert.NotEqual(one, two);
    }

    private static async Task<List<TimeSpan>> WaitsAsync()
    {
        var time = new NotedTime();
        var backoff = new Backoff(time);
        for (var attempt = 0; attempt < 8; attempt++)
        {
            await backoff.WaitAsync(TestContext.Current.CancellationToken);
        }

        var waits = time.Waits.ToList();
        backoff.Reset();
        await backoff.WaitAsync(TestContext.Current.CancellationToken);
        Assert.InRange(time.Waits[^1].TotalMilliseconds, 25, 75);
        return waits;
    }

    /// <summary>Records each delay and skips it.</summary>
    private sealed class NotedTime : TimeProvider
    {
        internal List<TimeSpan> Waits { get; } = [];

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            Waits.Add(dueTime);
            return base.CreateTimer(callback, state, TimeSpan.Zero, period);
        }
    }
}
