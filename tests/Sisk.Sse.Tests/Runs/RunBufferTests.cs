using Sisk.Sse.Runs;
using Sisk.Sse.Wire;

namespace Sisk.Sse.Tests.Runs;

/// <summary>The bounds of a run: how far its producer may run ahead, and what is kept for clients that come back.</summary>
public sealed class RunBufferTests
{
    private static readonly Frame _frame = FrameEncoder.Event("x", eventName: null, id: null);

    [Fact]
    public async Task Producer_waits_when_half_of_the_bound_was_sent_to_nobody()
    {
        var buffer = new RunBuffer(maxEvents: 4, long.MaxValue);
        Assert.True(await AddAsync(buffer, _frame));
        Assert.True(await AddAsync(buffer, _frame));

        var third = AddAsync(buffer, _frame);

        Assert.False(third.IsCompleted);
        buffer.Saw(1);
        Assert.True(await Support.Signal.WithinAsync(third));
        Assert.Equal(3, buffer.Last);
    }

    [Fact]
    public async Task Producer_waits_for_the_bytes_but_a_single_large_event_passes()
    {
        var buffer = new RunBuffer(maxEvents: 1000, maxBytes: 2);
        Assert.True(await AddAsync(buffer, _frame));

        var second = AddAsync(buffer, _frame);

        Assert.False(second.IsCompleted);
        buffer.Saw(1);
        Assert.True(await Support.Signal.WithinAsync(second));
    }

    [Fact]
    public async Task Waiting_producer_is_released_by_the_end_or_its_token()
    {
        var buffer = new RunBuffer(maxEvents: 2, long.MaxValue);
        using var stop = new CancellationTokenSource();
        Assert.True(await AddAsync(buffer, _frame));
        var canceled = buffer.AddAsync(_frame, stop.Token).AsTask();
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => canceled);
        var waiting = AddAsync(buffer, _frame);

        Assert.True(buffer.TryEnd(RunEnd.Stopped));

        Assert.False(await Support.Signal.WithinAsync(waiting));
        Assert.False(buffer.TryEnd(RunEnd.Interrupted));
        Assert.Same(RunEnd.Stopped, buffer.End);
    }

    [Fact]
    public async Task Sent_events_are_kept_up_to_the_bound()
    {
        var buffer = new RunBuffer(maxEvents: 3, long.MaxValue);
        for (var i = 1; i <= 10; i++)
        {
            Assert.True(await AddAsync(buffer, FrameEncoder.Event($"{i}", eventName: null, id: null)));
            buffer.Saw(i);
        }

        Assert.True((await ReadAsync(buffer, 6)).HasGap);
        var kept = await ReadAsync(buffer, 7);
        Assert.False(kept.HasGap);
        Assert.Equal((3, 10L, null), (kept.Frames.Count, kept.Last, kept.End));
    }

    [Fact]
    public async Task Reader_waits_for_an_event_or_the_end()
    {
        var buffer = new RunBuffer(maxEvents: 8, long.MaxValue);
        var first = ReadAsync(buffer, 0);
        Assert.False(first.IsCompleted);
        Assert.True(await AddAsync(buffer, _frame));
        Assert.Equal((1L, null), ((await Support.Signal.WithinAsync(first)).Last, (await first).End));
        var second = ReadAsync(buffer, 1);
        Assert.False(second.IsCompleted);

        buffer.TryEnd(RunEnd.Stopped);

        Assert.Equal((0, RunEnd.Stopped), ((await Support.Signal.WithinAsync(second)).Frames.Count, (await second).End));
        Assert.Equal((1, RunEnd.Stopped), ((await ReadAsync(buffer, 0)).Frames.Count, (await ReadAsync(buffer, 0)).End));
    }

    [Fact]
    public async Task Position_that_does_not_exist_yet_counts_as_the_latest()
    {
        var buffer = new RunBuffer(maxEvents: 8, long.MaxValue);
        Assert.True(await AddAsync(buffer, _frame));
        var waiting = ReadAsync(buffer, long.MaxValue);

        Assert.True(await AddAsync(buffer, _frame));

        Assert.Equal(2, (await Support.Signal.WithinAsync(waiting)).Last);
    }

    private static Task<bool> AddAsync(RunBuffer buffer, Frame frame) =>
        buffer.AddAsync(frame, TestContext.Current.CancellationToken).AsTask();

    private static Task<RunSlice> ReadAsync(RunBuffer buffer, long position) =>
        buffer.ReadAsync(position, TestContext.Current.CancellationToken).AsTask();
}
