using Sisk.Sse.Backplane;
using Sisk.Sse.Log;
using Sisk.Sse.Tests.Support;

namespace Sisk.Sse.Tests.Backplane;

public sealed class AppendHealthTests
{
    private readonly TestClock _clock = new();
    private readonly AppendHealth _health;

    public AppendHealthTests() => _health = new AppendHealth(new EventLogOptions { MaxWait = TimeSpan.FromSeconds(15) }, _clock);

    [Fact]
    public void Log_that_accepts_events_is_healthy()
    {
        Assert.Equal((EventLogState.Reachable, null), _health.State);
        _health.OnFailed("full", isRetried: false);
        _health.Clear();
        Assert.Equal((EventLogState.Reachable, null), _health.State);
    }

    [Fact]
    public void Broadcasts_wait_for_MaxWait_and_then_fail()
    {
        _health.OnFailed("one", isRetried: true);
        Assert.Equal((EventLogState.Waiting, "one"), _health.State);
        _clock.Advance(TimeSpan.FromSeconds(10));
        _health.OnFailed("two", isRetried: true);
        Assert.Equal((EventLogState.Waiting, "two"), _health.State);

        _clock.Advance(TimeSpan.FromSeconds(10));
        _health.OnFailed("three", isRetried: true);

        Assert.Equal((EventLogState.Failing, "three"), _health.State);
    }

    [Fact]
    public void Next_broadcast_that_waits_does_not_hide_that_one_has_failed()
    {
        _health.OnFailed("full", isRetried: false);

        _health.OnFailed("full", isRetried: true);

        Assert.Equal(EventLogState.Failing, _health.State.State);
    }

    [Fact]
    public void Failure_is_forgotten_when_nothing_is_broadcast_for_long()
    {
        _health.OnFailed("full", isRetried: false);
        _clock.Advance(TimeSpan.FromSeconds(29));
        Assert.Equal(EventLogState.Failing, _health.State.State);

        _clock.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(EventLogState.Reachable, _health.State.State);
        _health.OnFailed("full", isRetried: true);
        Assert.Equal(EventLogState.Waiting, _health.State.State);
    }
}
