using Sisk.Sse.Configuration;
using Sisk.Sse.Connections;
using Sisk.Sse.Tests.Support;
using Sisk.Sse.Topics;
using Sisk.Sse.Wire;

namespace Sisk.Sse.Tests.Topics;

/// <summary>Several threads write the events of one stream.</summary>
public sealed class SharedRoundTests : IDisposable
{
    /// <summary>The number of connections that a thread claims at once.</summary>
    private const int Claim = 16;

    private readonly ObservedAudience _audience = new();

    public void Dispose() => _audience.Dispose();

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 1)]
    [InlineData(127, 1)]
    [InlineData(128, 2)]
    [InlineData(200, 3)]
    [InlineData(1000, 4)]
    public void Thread_is_started_for_each_64_connections_when_an_event_comes_during_writes(int connections, int expected)
    {
        var worker = new TopicWorker(_audience.Batches, counts: null, new DeliveryThreads(Max: 4), TimeProvider.System);
        Connection[] targets = [.. Enumerable.Range(0, connections).Select(_ => _audience.Connect(new ObservedWriter()))];

        lock (worker.Gate)
        {
            worker.Queue(targets, FrameEncoder.Event("x", null, "a-1"), now: 0, out var starts);
            worker.Queue(targets, FrameEncoder.Event("y", null, "a-2"), now: 0, out var further);
            worker.Queue(targets, FrameEncoder.Event("z", null, "a-3"), now: 0, out var none);

            Assert.Equal((Math.Min(1, expected), expected, 0), (starts, starts + further, none));
        }
    }

    [Theory]
    [InlineData(199, 1)]
    [InlineData(200, 2)]
    public void Further_thread_is_started_for_a_single_event_to_very_many_connections(int connections, int expected)
    {
        var worker = new TopicWorker(
            _audience.Batches, counts: null, new DeliveryThreads(Max: 4, ConnectionsEachAtRest: 100), TimeProvider.System);
        Connection[] targets = [.. Enumerable.Range(0, connections).Select(_ => _audience.Connect(new ObservedWriter()))];

        lock (worker.Gate)
        {
            worker.Queue(targets, FrameEncoder.Event("x", null, "a-1"), now: 0, out var starts);

            Assert.Equal(expected, starts);
        }
    }

    [Theory]
    [InlineData(9, 3)]
    [InlineData(10, 1)]
    public void Stream_that_writes_more_than_half_of_the_time_gets_further_threads(int rest, int expected)
    {
        var clock = new TestClock();
        var worker = new TopicWorker(_audience.Batches, counts: null, new DeliveryThreads(Max: 4), clock);
        Assert.Equal(1, Queue("a-1"));
        clock.Advance(TimeSpan.FromMilliseconds(10));
        ((IThreadPoolWorkItem)worker).Execute();

        clock.Advance(TimeSpan.FromMilliseconds(rest));

        Assert.Equal(expected, Queue("a-2"));

        int Queue(string id)
        {
            // Those of an earlier event may still be writing it.
            Connection[] targets = [.. Enumerable.Range(0, 200).Select(_ => _audience.Connect(new ObservedWriter()))];
            lock (worker.Gate)
            {
                worker.Queue(targets, FrameEncoder.Event("x", null, id), clock.GetTimestamp(), out var starts);
                return starts;
            }
        }
    }

    [Fact]
    public async Task Round_of_many_connections_is_written_by_two_threads_at_a_time()
    {
        using var bothWrite = new ManualResetEventSlim();
        var writing = 0;
        foreach (var writer in _audience.Writers)
        {
            writer.OnFlush = () =>
            {
                if (Interlocked.Increment(ref writing) > 1)
                {
                    bothWrite.Set();
                }

                bothWrite.Wait(Signal.Bound, TestContext.Current.CancellationToken);
                Interlocked.Decrement(ref writing);
            };
        }

        await _audience.PublishAsync();

        await _audience.WrittenAsync(1);
        Assert.True(bothWrite.IsSet);
    }

    [Fact]
    public async Task Each_connection_gets_every_event_once_and_in_order_from_one_thread_at_a_time()
    {
        const int Publishers = 4, Events = 4000;

        await Signal.WithinAsync(Task.WhenAll(Enumerable.Range(0, Publishers).Select(_ => Task.Run(async () =>
        {
            for (var i = 0; i < Events / Publishers; i++)
            {
                await _audience.PublishAsync();
            }
        }))));

        await _audience.WrittenAsync(Events);
        Assert.All(_audience.Writers, static writer =>
        {
            Assert.Equal(Numbers(Events), writer.Sequences);
            Assert.False(writer.WasShared);
        });
    }

    [Fact]
    public async Task Blocked_thread_delays_only_the_connections_that_it_has_claimed()
    {
        const int Events = 50;
        using var blocked = new BlockedFlush(_audience.Writers[0]);
        await _audience.PublishAsync();
        await blocked.IsBlockedAsync();

        for (var i = 1; i < Events; i++)
        {
            await _audience.PublishAsync();
        }

        await Task.WhenAll(_audience.Writers.Skip(Claim).Select(static writer => writer.WrittenAsync(Events)));
        Assert.Single(_audience.Writers[0].Sequences);
        blocked.Release();
        await _audience.WrittenAsync(Events);
        Assert.All(_audience.Writers, static writer => Assert.Equal(Numbers(Events), writer.Sequences));
    }

    [Fact]
    public async Task Broadcaster_waits_for_a_blocked_thread_after_128_events()
    {
        using var blocked = new BlockedFlush(_audience.Writers[0]);
        await _audience.PublishAsync();
        await blocked.IsBlockedAsync();

        for (var i = 0; i < DeliveryRounds.MaxUnwritten; i++)
        {
            Assert.True(_audience.PublishAsync().IsCompletedSuccessfully);
        }

        var waiting = _audience.PublishAsync();
        Assert.False(waiting.IsCompleted);
        blocked.Release();

        await Signal.WithinAsync(waiting);
        await _audience.WrittenAsync(DeliveryRounds.MaxUnwritten + 2);
    }

    [Theory]
    [InlineData(63, false)]
    [InlineData(64, true)]
    public void Round_of_64_events_is_that_of_a_burst(int events, bool isBurst)
    {
        var rounds = new DeliveryRounds();
        List<Connection> queued = [_audience.Connect(new ObservedWriter())];
        rounds.AddEvent(isIdle: true);
        for (var i = 0; i < events; i++)
        {
            rounds.AddEvent(isIdle: false);
        }

        rounds.Begin(ref queued, counts: null);
        Assert.Equal(isBurst, rounds.IsBurst);

        rounds.AddEvent(isIdle: true);
        Assert.False(rounds.IsBurst);
    }

    [Fact]
    public async Task Exception_of_one_connection_does_not_keep_the_event_from_others()
    {
        _audience.Writers[7].OnFlush = static () => throw new InvalidTimeZoneException("on purpose");

        await _audience.PublishAsync();
        await _audience.PublishAsync();

        await Task.WhenAll(_audience.Writers.Where((_, index) => index != 7).Select(static writer => writer.WrittenAsync(2)));
    }

    private static IEnumerable<long> Numbers(int count) => Enumerable.Range(1, count).Select(static number => (long)number);
}
