using System.Globalization;
using System.Text;
using Sisk.Sse.Connections.Timing;
using Sisk.Sse.Log;
using Sisk.Sse.Tests.Support;
using Sisk.Sse.Topics;
using Sisk.Sse.Transport.Linux;
using Sisk.Sse.Wire;

namespace Sisk.Sse.Tests.Topics;

/// <summary>Broadcasts that are faster than their clients wait for them, within limits.</summary>
public sealed class BackpressureTests : IDisposable
{
    /// <summary>A quarter of the queue: up to this many queued events, a broadcast does not wait.</summary>
    private const int Unpaced = 4;
    private const int MaxQueued = 4 * Unpaced;
    private static readonly TimeSpan _step = TimeSpan.FromMilliseconds(1);

    private readonly TestClock _time = new();
    private readonly DeliveryClock _clock;
    private readonly StreamTopic _topic;
    private int _broadcast;

    public BackpressureTests()
    {
        _clock = new DeliveryClock(_time, new SendBatches());
        _topic = new StreamTopic(new("test", new HistoryOptions()), new(_time, new SendBatches()));
    }

    public void Dispose() => _clock.Dispose();

    [Fact]
    public async Task Burst_waits_for_a_client_that_reads()
    {
        var client = Subscribe();
        var write = client.Block();
        Fill();

        var burst = Broadcast();
        Assert.False(burst.IsCompleted);
        client.Unblock(write);

        await Signal.WithinAsync(burst);
        Assert.True(client.Connection.IsOpen);
        Assert.Equal(_broadcast, client.Received);
    }

    [Fact]
    public async Task Stalled_client_is_waited_for_once_and_then_overflows()
    {
        var client = Subscribe();
        client.Block();
        Fill();

        var burst = Broadcast();
        Assert.False(burst.IsCompleted);
        _time.Advance(Backpressure.GetGracePeriod(1));
        await Signal.WithinAsync(burst);

        while (client.Connection.IsOpen)
        {
            Assert.True(Broadcast().IsCompletedSuccessfully);
            await client.SettledAsync(_broadcast > MaxQueued + 1);
        }

        Assert.Equal(CloseReason.Overflow, client.Connection.Reason);
    }

    [Fact]
    public void Client_that_has_been_stalled_for_long_delays_nothing()
    {
        var client = Subscribe();
        client.Block();
        _time.Advance(Backpressure.GetGracePeriod(1));

        Fill();

        Assert.True(Broadcast().IsCompletedSuccessfully);
    }

    [Fact]
    public async Task One_slow_client_among_many_costs_at_most_a_tenth_of_the_time()
    {
        var slow = Subscribe();
        for (var i = 1; i < 16; i++)
        {
            _ = Subscribe();
        }

        var write = slow.Block();
        Fill();
        var first = Broadcast();
        _time.Advance(2 * _step);
        Assert.False(first.IsCompleted);
        var next = slow.Block();
        slow.Unblock(write, next);
        await Signal.WithinAsync(first);

        // The client has cost two milliseconds, so broadcasts do not wait for it for the next eighteen.
        Fill();
        Assert.True(Broadcast().IsCompletedSuccessfully);
        _time.Advance(18 * _step);
        Assert.False(Broadcast().IsCompleted);
    }

    [Fact]
    public async Task Few_slow_clients_delay_a_burst_by_five_milliseconds()
    {
        var slow = Subscribe();
        for (var i = 1; i < 16; i++)
        {
            _ = Subscribe();
        }

        slow.Block();
        Fill();
        var burst = Broadcast();

        _time.Advance(4 * _step);
        Assert.False(burst.IsCompleted);
        _time.Advance(_step);

        await Signal.WithinAsync(burst);
    }

    [Fact]
    public async Task Burst_waits_for_many_slow_clients_until_few_are_left()
    {
        var clients = Enumerable.Range(0, 16).Select(_ => Subscribe()).ToArray();
        var writes = clients.Select(static client => client.Block()).ToArray();
        Fill();
        var burst = Broadcast();

        for (var i = 0; i < 14; i++)
        {
            Assert.False(burst.IsCompleted);
            clients[i].Unblock(writes[i]);
        }

        // Two of sixteen count as few.
        await _time.TimerAsync(5 * _step);
        _time.Advance(5 * _step);
        await Signal.WithinAsync(burst);
    }

    [Fact]
    public async Task Burst_stops_waiting_for_a_client_that_is_aborted()
    {
        var client = Subscribe();
        client.Block();
        Fill();
        var burst = Broadcast();
        Assert.False(burst.IsCompleted);

        client.Connection.Abort(CloseReason.ClientGone);

        await Signal.WithinAsync(burst);
    }

    [Fact]
    public async Task Events_queued_before_a_write_waits_do_not_count_towards_the_bound()
    {
        var client = Subscribe(maxQueued: 1);
        var write = client.Block(() =>
        {
            Assert.True(Broadcast().IsCompletedSuccessfully);
            Assert.True(Broadcast().IsCompletedSuccessfully);
        });

        var burst = Broadcast();
        Assert.False(burst.IsCompleted);
        client.Unblock(write);

        await Signal.WithinAsync(burst);
        Assert.Equal(_broadcast, client.Received);
    }

    [Fact]
    public async Task Event_is_delivered_when_the_wait_of_its_broadcast_is_canceled()
    {
        var client = Subscribe();
        var write = client.Block();
        Fill();
        using var cancellation = new CancellationTokenSource();
        var burst = BroadcastAsync(cancellation.Token);

        await cancellation.CancelAsync();

        await Signal.WithinAsync(burst);
        client.Unblock(write);
        Assert.Equal(_broadcast, client.Received);
    }

    [Fact]
    public async Task Broadcast_waits_at_most_fifty_milliseconds_when_its_clients_are_behind()
    {
        var client = Subscribe();
        client.Block();
        Fill();
        var burst = Broadcast();
        _time.Advance(TimeSpan.FromMilliseconds(49));
        Assert.False(burst.IsCompleted);

        _time.Advance(_step);

        await Signal.WithinAsync(burst);
    }

    [Fact]
    public async Task Broadcast_to_one_key_continues_only_when_a_client_of_that_key_catches_up()
    {
        var (one, other) = (Subscribe(key: "1"), Subscribe(key: "2"));
        var (oneWrite, otherWrite) = (one.Block(), other.Block());
        Fill("1");
        Fill("2");
        var toOne = Broadcast("1");
        var toOther = Broadcast("2");
        var timers = _time.CreatedTimers;

        one.Unblock(oneWrite);
        await Signal.WithinAsync(toOne);

        Assert.False(toOther.IsCompleted);
        Assert.Equal(timers, _time.CreatedTimers);
        other.Unblock(otherWrite);
        await Signal.WithinAsync(toOther);
    }

    [Fact]
    public async Task Concurrent_broadcasts_to_the_same_clients_share_one_wait()
    {
        var client = Subscribe();
        var write = client.Block();
        Fill();
        var first = Broadcast();
        var timers = _time.CreatedTimers;
        using var cancellation = new CancellationTokenSource();

        var others = Enumerable.Range(0, MaxQueued / 2).Select(_ => Broadcast()).ToArray();
        var canceled = BroadcastAsync(cancellation.Token);
        await cancellation.CancelAsync();

        await Signal.WithinAsync(canceled);
        Assert.Equal(timers, _time.CreatedTimers);
        Assert.DoesNotContain(others.Append(first), static burst => burst.IsCompleted);
        client.Unblock(write);
        await Signal.WithinAsync(Task.WhenAll([first, .. others]));
        Assert.Equal(_broadcast, client.Received);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(20)]
    public async Task Broadcasts_wait_at_most_a_tenth_of_the_time_when_clients_stall_and_reconnect(int broadcasters)
    {
        // Twenty attackers a second connect, stall and are replaced by the next one, and the broadcasters never pause.
        var (waited, seconds) = (TimeSpan.Zero, 10);
        for (var second = 0; second < seconds; second++)
        {
            for (var attacker = 0; attacker < 20; attacker++)
            {
                var client = Subscribe(maxQueued: 10_000);
                client.Block();
                FillTo(client, 10_000 / 4);
                for (var i = 0; i < 50; i++)
                {
                    var bursts = Enumerable.Range(0, broadcasters).Select(_ => Broadcast()).ToArray();
                    var isWaiting = Array.Exists(bursts, static burst => !burst.IsCompleted);
                    waited += isWaiting ? _step : TimeSpan.Zero;
                    _time.Advance(_step);
                }

                client.Connection.Abort(CloseReason.Overflow);
                await Signal.WithinAsync(client.Connection.Closed);
            }
        }

        Assert.InRange(waited, _step, TimeSpan.FromSeconds(seconds * 0.1) + TimeSpan.FromMilliseconds(100 + (seconds * 5)));
    }

    [Fact]
    public void Broadcast_never_waits_when_pacing_is_off()
    {
        var topic = new StreamTopic(new("unpaced", new HistoryOptions()), new(_time, new SendBatches()) { Paces = false });
        var client = Subscribe(topic: topic);
        client.Block();

        for (var i = 0; i < MaxQueued; i++)
        {
            Assert.True(
                topic.PublishAsync(new EventRecord("", null, new byte[1]), TestContext.Current.CancellationToken).IsCompletedSuccessfully);
        }
    }

    private BlockedClient Subscribe(int maxQueued = MaxQueued, StreamTopic? topic = null, string key = "") =>
        new(topic ?? _topic, _clock, maxQueued, key);

    private void FillTo(BlockedClient client, int count)
    {
        while (client.Connection.IsOpen && count-- > 0)
        {
            client.Connection.Send(FrameEncoder.Event("x", null, null));
        }
    }

    private void Fill(string key = "")
    {
        for (var i = 0; i < Unpaced; i++)
        {
            Assert.True(Broadcast(key).IsCompletedSuccessfully);
        }
    }

    private Task Broadcast(string key = "") => BroadcastAsync(TestContext.Current.CancellationToken, key);

    private Task BroadcastAsync(CancellationToken cancellationToken, string key = "")
    {
        var data = (++_broadcast).ToString(CultureInfo.InvariantCulture);
        return _topic.PublishAsync(new EventRecord(key, null, Encoding.UTF8.GetBytes(data)), cancellationToken).AsTask();
    }
}
