using Sisk.Sse.Delivery;
using Sisk.Sse.Wire;

namespace Sisk.Sse.Tests.Delivery;

public sealed class FrameQueueTests
{
    private static readonly Frame _frame = FrameEncoder.Event("x", null, null);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Bounds_as_large_as_numbers_go_are_none(bool waits)
    {
        var queue = new FrameQueue(int.MaxValue, long.MaxValue, Overflow.Disconnect);
        if (waits)
        {
            queue.BeginWait();
        }

        Assert.All(Enumerable.Range(0, 5000), _ => Assert.Equal(QueueResult.Added, queue.Add(_frame)));
    }

    [Fact]
    public void While_a_write_waits_as_many_events_fit_as_the_bound_says_beside_those_that_came_before()
    {
        var queue = new FrameQueue(3, long.MaxValue, Overflow.Disconnect);
        Fill(ref queue, 40);

        queue.BeginWait();

        Fill(ref queue, 3);
        Assert.Equal(QueueResult.Overflowed, queue.Add(_frame));
    }

    [Fact]
    public void While_a_write_waits_as_many_bytes_fit_as_the_bound_says_beside_those_that_came_before()
    {
        var queue = new FrameQueue(int.MaxValue, 3 * _frame.Length, Overflow.Disconnect);
        Fill(ref queue, 2);

        queue.BeginWait();

        Fill(ref queue, 3);
        Assert.Equal(QueueResult.Overflowed, queue.Add(_frame));
    }

    [Fact]
    public void However_often_writes_wait_no_more_fits_than_the_bounds_and_the_slack()
    {
        const int Max = 3, Slack = 256;
        var queue = new FrameQueue(Max, long.MaxValue, Overflow.Disconnect);
        for (var i = 0; i < 3 * (Max + Slack); i++)
        {
            queue.BeginWait();
            _ = queue.Add(_frame);
            queue.EndWait();
            _ = queue.Add(_frame);
        }

        Assert.Equal(Max + Slack, queue.Count);
    }

    private static void Fill(ref FrameQueue queue, int count)
    {
        for (var i = 0; i < count; i++)
        {
            Assert.Equal(QueueResult.Added, queue.Add(_frame));
        }
    }
}
