using Sisk.Sse.Delivery;
using Sisk.Sse.Wire;

namespace Sisk.Sse.Tests.Delivery;

public sealed class FrameQueueTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Bounds_as_large_as_numbers_go_are_none(bool blocked)
    {
        var queue = new FrameQueue(int.MaxValue, long.MaxValue, Overflow.Disconnect);
        var frame = FrameEncoder.Event("x", null, null);

        Assert.All(Enumerable.Range(0, 5000), _ => Assert.Equal(QueueResult.Added, queue.Add(frame, blocked)));
    }
}
