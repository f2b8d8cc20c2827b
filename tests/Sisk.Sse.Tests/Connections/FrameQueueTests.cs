using System.Runtime.CompilerServices;
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

    [Theory]
    [InlineData(Overflow.DropOldest, 5)]
    [InlineData(Overflow.DropOldest, 200)]
    [InlineData(Overflow.DropNewest, 200)]
    [InlineData(Overflow.Disconnect, 100_000)]
    public void Events_of_runs_and_others_keep_their_order_and_bounds(Overflow overflow, int maxEvents)
    {
        for (var seed = 0; seed < 30; seed++)
        {
            var random = new Random(seed);
            var queue = new FrameQueue(maxEvents, long.MaxValue, overflow);
            queue.BeginWrite();
            var model = new List<Frame>();
            FrameRun? run = null;
            for (var i = 0; i < 3000; i++)
            {
                var frame = FrameEncoder.Event(new string('x', random.Next(20)), null, null, random.Next(2) == 0 ? null : "key");
                switch (random.Next(60))
                {
                    case 0:
                        run = random.Next(2) == 0 ? null : FrameRun.TryCreate(frame);
                        Add(ref queue, frame, run);
                        break;
                    case 1:
                        // Another connection has got this event, but this one has not.
                        run?.TryAdd(frame);
                        break;
                    case 2:
                        queue.AddAlways(FrameEncoder.Ping);
                        model.Add(FrameEncoder.Ping);
                        break;
                    case 3 when random.Next(20) == 0:
                        queue.RemoveAll(static frame => frame.Key is not null);
                        model.RemoveAll(static frame => frame.Key is not null);
                        break;
                    case 4 when model.Count > 0:
                        Assert.Same(model[0], queue.Take());
                        model.RemoveAt(0);
                        break;
                    case 5:
                        TakeSome(ref queue, random.Next(400));
                        break;
                    default:
                        run = run?.TryAdd(frame) is true ? run : null;
                        Add(ref queue, frame, run);
                        break;
                }

                Assert.Equal(model.Count, queue.Count);
            }

            while (model.Count > 0)
            {
                TakeSome(ref queue, 100);
            }

            Assert.Equal(0, queue.Count);

            void Add(ref FrameQueue queue, Frame frame, FrameRun? run)
            {
                DropCounts? drops = null;
                var result = queue.Add(frame, run, ref drops);
                var dropped = 0;
                foreach (var (_, count) in drops ?? new())
                {
                    dropped += count;
                }

                var excess = model.Count >= maxEvents ? model.Count + 1 - maxEvents : 0;
                var excessEvents = model.Take(excess).Count(static one => one.IsEvent);
                if (excess > 0 && overflow is Overflow.DropNewest)
                {
                    Assert.Equal((QueueResult.Dropped, 1), (result, dropped));
                    return;
                }

                Assert.Equal((QueueResult.Added, excessEvents), (result, dropped));
                model.RemoveRange(0, excess);
                model.Add(frame);
            }

            void TakeSome(ref FrameQueue queue, int bytes)
            {
                var taken = new FrameRange[4];
                var count = queue.Take(taken, bytes);
                var frames = new ReadOnlySpan<FrameRange>(taken, 0, count).ToFrames();
                Assert.Equal(model[..frames.Count], frames);
                model.RemoveRange(0, frames.Count);
                Assert.True(frames.Count == 0 ? bytes == 0 || model.Count == 0 : frames[..^1].Sum(static frame => frame.Length) < bytes);
                Assert.True(count == taken.Length || model.Count == 0 || frames.Sum(static frame => frame.Length) >= bytes);
            }
        }
    }

    [Fact]
    public void Queue_that_takes_only_the_small_events_of_many_runs_does_not_hold_the_others()
    {
        const int MaxBytes = 20_000, MaxHeldBytes = 256 * 1024;
        var queue = new FrameQueue(int.MaxValue, MaxBytes, Overflow.DropNewest);
        queue.BeginWrite();
        var large = new List<WeakReference>();
        for (var i = 0; i < 100; i++)
        {
            AddRun(ref queue, large);
        }

        GC.Collect();

        Assert.InRange(queue.Count, 100, int.MaxValue);
        Assert.InRange(large.Count(static frame => frame.IsAlive) * 4000, 0, MaxHeldBytes);
        GC.KeepAlive(queue.Take());

        [MethodImpl(MethodImplOptions.NoInlining)]
        static void AddRun(ref FrameQueue queue, List<WeakReference> large)
        {
            DropCounts? drops = null;
            FrameRun? run = null;
            for (var i = 0; i < 16; i++)
            {
                var frame = FrameEncoder.Event(i == 0 ? "x" : new string('x', 4000), null, null);
                run = run?.TryAdd(frame) is true ? run : FrameRun.TryCreate(frame);
                queue.Add(frame, run, ref drops);
                if (i > 0)
                {
                    large.Add(new WeakReference(frame));
                }
            }
        }
    }

    [Fact]
    public async Task Coalescing_does_not_scan_the_queue()
    {
        const int Keys = 20_000;
        var queue = new FrameQueue(int.MaxValue, long.MaxValue, Overflow.Coalesce);
        Frame[][] frames = [Encode("x"), Encode("y")];
        foreach (var frame in frames[0])
        {
            Assert.Equal(QueueResult.Added, queue.Add(frame));
        }

        // Scanning the queue would take eight billion comparisons, which exceeds the timeout.
        await Signal.WithinAsync(Task.Run(
            () =>
            {
                for (var round = 0; round < 40; round++)
                {
                    for (var i = Keys - 1; i >= 0; i--)
                    {
                        queue.Add(frames[(round + 1) % 2][i]);
                    }
                }
            },
            TestContext.Current.CancellationToken));

        Assert.Equal(Keys, queue.Count);

        static Frame[] Encode(string text) => [.. Enumerable.Range(0, Keys).Select(i => FrameEncoder.Event(text, null, null, $"key {i}"))];
    }

    private static void Fill(ref FrameQueue queue, int count)
    {
        for (var i = 0; i < count; i++)
        {
            Assert.Equal(QueueResult.Added, queue.Add(_frame));
        }
    }
}
