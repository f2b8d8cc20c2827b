using Sisk.Sse.Connections;
using Sisk.Sse.Topics;
using Sisk.Sse.Wire;

namespace Sisk.Sse.Tests.Topics;

public sealed class BurstRunTests
{
    private static readonly Frame _frame = FrameEncoder.Event("x", null, null);

    [Fact]
    public void Second_event_in_a_row_to_the_same_connections_begins_a_run()
    {
        var burst = new BurstRun();
        var (some, others) = (new Connection[8], new Connection[8]);

        Assert.Null(burst.Add(some, _frame));
        var run = burst.Add(some, _frame);
        Assert.Equal(1, run?.Count);
        Assert.Same(run, burst.Add(some, _frame));
        Assert.Equal(2, run?.Count);

        Assert.Null(burst.Add(others, _frame));
        Assert.Null(burst.Add(some, _frame));
        Assert.NotSame(run, burst.Add(some, _frame));
    }

    [Fact]
    public void Full_run_is_followed_by_another()
    {
        var burst = new BurstRun();
        var targets = new Connection[8];
        burst.Add(targets, _frame);

        var runs = Enumerable.Range(0, 10_000).Select(_ => burst.Add(targets, _frame)!).ToList();

        Assert.InRange(runs.Distinct().Count(), 2, 10);
        Assert.Equal(10_000, runs.Distinct().Sum(static run => run.Count));
    }

    [Fact]
    public void Events_to_few_connections_and_large_events_are_in_no_run()
    {
        var burst = new BurstRun();
        var (few, many) = (new Connection[7], new Connection[8]);
        var large = FrameEncoder.Event(new string('x', 10_000), null, null);

        Assert.All([few, few, few], targets => Assert.Null(burst.Add(targets, _frame)));
        Assert.Null(burst.Add(many, _frame));
        Assert.NotNull(burst.Add(many, _frame));
        Assert.Null(burst.Add(many, large));
        Assert.NotNull(burst.Add(many, _frame));
    }

    [Fact]
    public void Nothing_is_held_when_the_burst_has_ended()
    {
        var burst = new BurstRun();
        var targets = new Connection[8];
        burst.Add(targets, _frame);
        var run = burst.Add(targets, _frame);

        burst.End();

        Assert.Null(burst.Add(targets, _frame));
        Assert.NotSame(run, burst.Add(targets, _frame));
    }
}
