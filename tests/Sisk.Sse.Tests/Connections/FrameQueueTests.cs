using Sisk.Sse.Connections;
using Sisk.Sse.Tests.Support;
using Sisk.Sse.Wire;

namespace Sisk.Sse.Tests.Connections;

public sealed class FrameQueueTests
{
    private static readonly Frame _frame = FrameEncoder.Event("x", null, null);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Largest_bounds_never_overflow(bool waits)
    {
        var queue = new FrameQueue(int.MaxValue, long.MaxValue, Overflow.Disconnect);
        if (waits)
        {
            queue.BeginWrite();
        }

        Assert.All(Enumerable.Range(0, 5000), _ => Assert.Equal(QueueResult.Added, queue.Add(_frame)));
    }

    [Fact]
    public void Event_bound_counts_only_events_added_while_a_write_waits()
    {
        var queue = new FrameQueue(3, long.MaxValue, Overflow.Disconnect);
        Fill(ref queue, 40);

        queue.BeginWrite();

        Fill(ref queue, 3);
        Assert.Equal(QueueResult.Overflowed, queue.Add(_frame));
    }

    [Fact]
    public void Byte_bound_counts_only_bytes_added_while_a_write_waits()
    {
        var queue = new FrameQueue(int.MaxValue, 3 * _frame.Length, Overflow.Disconnect);
        Fill(ref queue, 2);

        queue.BeginWrite();

        Fill(ref queue, 3);
        Assert.Equal(QueueResult.Overflowed, queue.Add(_frame));
    }

    [Fact]
    public void Queue_never_holds_more_than_the_bound_plus_slack()
    {
        const int Max = 3, Slack = 256;
        var queue = new FrameQueue(Max, long.MaxValue, Overflow.Disconnect);
        for (var i = 0; i < 3 * (Max + Slack); i++)
        {
            queue.BeginWrite();
            _ = queue.Add(_frame);
            queue.EndWrite();
            _ = queue.Add(_frame);
        }

        Assert.Equal(Max + Slack, queue.Count);
    }

    [Theory]
    [InlineData(4)]
    [InlineData(100)]
    [InlineData(100_000)]
    public void Coalescing_keeps_the_latest_event_per_name_and_key_in_arrival_order(int maxEvents)
    {
        for (var seed = 0; seed < 30; seed++)
        {
            var random = new Random(seed);
            var queue = new FrameQueue(maxEvents, long.MaxValue, Overflow.Coalesce);
            queue.BeginWrite();
            var model = new List<Frame>();
            for (var i = 0; i < 3000; i++)
            {
                switch (random.Next(40))
                {
                    case 0 when model.Count > 0:
                        Assert.Same(model[0], queue.Take());
                        model.RemoveAt(0);
                        break;
                    case 1:
                        queue.AddAlways(FrameEncoder.Ping);
                        model.Add(FrameEncoder.Ping);
                        break;
                    case 2 when random.Next(20) == 0:
                        queue.Clear();
                        model.Clear();
                        break;
                    case 3 when random.Next(20) == 0:
                        queue.RemoveAll(static frame => frame.Key is not null);
                        model.RemoveAll(static frame => frame.Key is not null);
                        break;
                    default:
                        var frame = FrameEncoder.Event(
                            new string('x', random.Next(20)), random.Next(3) == 0 ? null : $"name {random.Next(4)}", null, random.Next(3) == 0 ? null : $"key {random.Next(4)}");
                        Assert.Equal(QueueResult.Added, queue.Add(frame));
                        model.RemoveAll(waiting => waiting.IsEvent && waiting.EventName == frame.EventName && waiting.Key == frame.Key);
                        while (model.Count >= maxEvents)
                        {
                            model.RemoveAt(0);
                        }

                        model.Add(frame);
                        break;
                }

                Assert.Equal(model.Count, queue.Count);
            }

            Assert.All(model, frame => Assert.Same(frame, queue.Take()));
            Assert.Equal(0, queue.Count);
        }
    }

    [Fact]
    public async Task Coalescing_does_not_scan_the_queue()
    {
        const int Keys = 20_000;
        var queue = new FrameQueue(int.MaxValue, long.MaxValue, Overflow.Coalesce);
        var frames = Enumerable.Range(0, Keys).Select(static i => FrameEncoder.Event("x", null, null, $"key {i}")).ToArray();
        Assert.All(frames, frame => queue.Add(frame));

        // Scanning the queue would take eight billion comparisons, which exceeds the timeout.
        await Signal.WithinAsync(Task.Run(
            () =>
            {
                for (var round = 0; round < 40; round++)
                {
                    for (var i = Keys - 1; i >= 0; i--)
                    {
                        queue.Add(FrameEncoder.Event("y", null, null, frames[i].Key));
                    }
                }
            },
            TestContext.Current.CancellationToken));

        Assert.Equal(Keys, queue.Count);
    }

    private static void Fill(ref FrameQueue queue, int count)
    {
        for (var i = 0; i < count; i++)
        {
            Assert.Equal(QueueResult.Added, queue.Add(_frame));
        }
    }
}
