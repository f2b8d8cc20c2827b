using Microsoft.Extensions.Time.Testing;
using Sisk.Sse.Runs;

namespace Sisk.Sse.Tests.Runs;

/// <summary>The conclusions from the answers of the log about the followers of a run.</summary>
public sealed class FollowerRecordTests
{
    private static readonly TimeSpan _lifetime = TimeSpan.FromSeconds(60);
    private static readonly RunStoreAnswer _nobody = new(Seen: null, IsStopped: false);
    private static readonly RunStoreAnswer _somebody = new(Seen: 0, IsStopped: false);

    private readonly FakeTimeProvider _time = new();
    private readonly FollowerRecord _followers;

    public FollowerRecordTests() => _followers = new FollowerRecord(_time, _lifetime);

    [Fact]
    public void Run_that_the_log_never_knew_is_followed_by_nobody()
    {
        Assert.False(_followers.Exist);

        _followers.OnFailed();

        Assert.False(_followers.Exist);
    }

    [Fact]
    public void Answers_of_a_log_that_was_always_available_count_at_once()
    {
        _followers.OnAnswered(_nobody);
        Assert.False(_followers.Exist);

        _followers.OnAnswered(_somebody);

        Assert.True(_followers.Exist);
    }

    [Fact]
    public void Nobody_knows_during_an_outage_until_the_log_has_forgotten_the_run()
    {
        _followers.OnAnswered(_nobody);
        _time.Advance(TimeSpan.FromSeconds(1));
        _followers.OnFailed();
        Assert.Null(_followers.Exist);

        _time.Advance(_lifetime - TimeSpan.FromSeconds(2));
        _followers.OnFailed();
        Assert.Null(_followers.Exist);

        _time.Advance(TimeSpan.FromSeconds(1));
        _followers.OnFailed();
        Assert.False(_followers.Exist);
    }

    [Fact]
    public void Followers_have_time_to_announce_themselves_after_an_outage()
    {
        _followers.OnAnswered(_nobody);
        _followers.OnFailed();
        _followers.OnAnswered(_nobody);
        _time.Advance(TimeSpan.FromSeconds(9));
        _followers.OnAnswered(_nobody);
        Assert.Null(_followers.Exist);

        _time.Advance(TimeSpan.FromSeconds(1));
        _followers.OnAnswered(_nobody);

        Assert.False(_followers.Exist);
    }

    [Fact]
    public void Followers_have_time_to_announce_themselves_after_the_log_has_lost_them()
    {
        _followers.OnAnswered(_somebody);
        _time.Advance(TimeSpan.FromSeconds(1));
        _followers.OnAnswered(_nobody);
        Assert.Null(_followers.Exist);

        _followers.OnAnswered(_somebody);
        Assert.True(_followers.Exist);

        _time.Advance(TimeSpan.FromSeconds(10));
        _followers.OnAnswered(_nobody);
        Assert.False(_followers.Exist);
    }
}
