using System.Net.Sockets;
using Sisk.Sse.Connections;
using Sisk.Sse.Connections.Timing;
using Sisk.Sse.Tests.Support;
using Sisk.Sse.Transport;
using Sisk.Sse.Transport.Linux;
using Sisk.Sse.Wire;

namespace Sisk.Sse.Tests.Connections;

public sealed class ConnectionTimersTests
{
    private static readonly TimeSpan _interval = TimeSpan.FromSeconds(16);

    [Fact]
    public void Pings_that_are_nearly_due_are_sent_with_those_that_are_due()
    {
        var time = new TestClock();
        using var clock = new DeliveryClock(time, new SendBatches());
        var (first, near, later) = (new FakeFrameWriter(), new FakeFrameWriter(), new FakeFrameWriter());
        Open(first, clock);
        time.Advance(TimeSpan.FromSeconds(0.9));
        Open(near, clock);
        time.Advance(TimeSpan.FromSeconds(5));
        Open(later, clock);
        Assert.DoesNotContain("\n:\n\n", first.Written, StringComparison.Ordinal);

        // The first ping is due now. Others may be up to a sixteenth of the interval early.
        time.Advance(_interval - TimeSpan.FromSeconds(5.9));
        Assert.Equal(":\n\n:\n\n", first.Written);
        Assert.Equal(":\n\n:\n\n", near.Written);
        Assert.Equal(":\n\n", later.Written);
    }

    [Fact]
    public void Ping_is_never_delayed_for_batching()
    {
        var time = new TestClock();
        using var clock = new DeliveryClock(time, new SendBatches());
        var writer = new FakeFrameWriter();
        Open(writer, clock);
        time.Advance(_interval - TimeSpan.FromMilliseconds(1));
        Assert.Equal(":\n\n", writer.Written);
        time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Equal(":\n\n:\n\n", writer.Written);
    }

    /// <summary>A client takes silence of twice the interval for a dead connection.</summary>
    [Fact]
    public async Task Ping_that_was_due_during_a_write_follows_within_an_interval()
    {
        var time = new TestClock();
        using var clock = new DeliveryClock(time, new SendBatches());
        var writer = new FakeFrameWriter();
        var interval = TimeSpan.FromSeconds(1);
        var connection = Open(writer, clock, interval: interval);
        var room = new TaskCompletionSource<bool>();
        writer.Room = room.Task;
        connection.Send(FrameEncoder.Event("x", null, null));
        time.Advance(interval);
        room.SetResult(true);
        await Signal.WithinAsync(
            Task.Run(() => SpinWait.SpinUntil(() => !connection.Timers.HasPendingWrite), TestContext.Current.CancellationToken));

        time.Advance(interval);

        Assert.EndsWith("data: x\n\n:\n\n", writer.Written, StringComparison.Ordinal);
    }

    [Fact]
    public void Pings_over_the_batch_limit_follow_in_the_next_batch()
    {
        var time = new TestClock();
        using var clock = new DeliveryClock(time, new SendBatches());
        var writers = Enumerable.Range(0, DeliveryClock.MaxAtOnce + 1).Select(static _ => new FakeFrameWriter()).ToArray();
        foreach (var writer in writers)
        {
            Open(writer, clock);
        }

        time.Advance(_interval);
        Assert.Single(writers, static writer => writer.Written == ":\n\n");
        time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.All(writers, static writer => Assert.Equal(":\n\n:\n\n", writer.Written));
    }

    [Fact]
    public async Task Pings_over_sockets_have_no_batch_limit()
    {
        var time = new TestClock();
        using var batches = new SendBatches();
        using var clock = new DeliveryClock(time, batches);
        var sockets = Enumerable.Range(0, DeliveryClock.MaxAtOnce + 1).Select(static _ => new DirectSocket()).ToList();
        foreach (var socket in sockets)
        {
            Open(socket.Writer, clock);
            await socket.LetServerSendAsync();
        }

        time.Advance(_interval);

        foreach (var socket in sockets)
        {
            socket.Socket.Shutdown(SocketShutdown.Send);
            Assert.Equal("3\r\n:\n\n\r\n3\r\n:\n\n\r\n", await Signal.WithinAsync(socket.ReceiveAllAsync()));
            socket.Dispose();
        }
    }

    [Fact]
    public void Event_restarts_the_ping_interval()
    {
        var time = new TestClock();
        using var clock = new DeliveryClock(time, new SendBatches());
        var writer = new FakeFrameWriter();
        var connection = Open(writer, clock);
        time.Advance(_interval - TimeSpan.FromSeconds(2));
        connection.Send(FrameEncoder.Event("x", null, null));

        // Advances past the time at which a ping would have been due without the event, to just before it is due now.
        time.Advance(TimeSpan.FromSeconds(2));
        time.Advance(_interval - TimeSpan.FromSeconds(2) - TimeSpan.FromMilliseconds(1));
        Assert.Equal(":\n\ndata: x\n\n", writer.Written);
        time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Equal(":\n\ndata: x\n\n:\n\n", writer.Written);
    }

    [Fact]
    public async Task Blocking_close_handler_does_not_delay_the_pings_of_other_connections()
    {
        var time = new TestClock();
        using var clock = new DeliveryClock(time, new SendBatches());
        using var owner = new SlowOwner();
        var (stuck, other) = (new FakeFrameWriter(), new FakeFrameWriter());
        var connection = Open(stuck, clock, owner);
        stuck.Room = new TaskCompletionSource<bool>().Task;
        connection.Send(FrameEncoder.Event("x", null, null));
        Open(other, clock);

        await Signal.WithinAsync(Task.Run(
            () =>
            {
                for (var i = 0; i < 4; i++)
                {
                    time.Advance(_interval);
                }
            },
            TestContext.Current.CancellationToken));

        await Signal.WithinAsync(owner.IsTold);
        Assert.Equal(CloseReason.WriteTimeout, connection.Reason);
        Assert.Equal(string.Concat(Enumerable.Repeat(":\n\n", 5)), other.Written);
    }

    [Fact]
    public async Task Stalled_writes_are_aborted_at_the_write_timeout_and_not_earlier()
    {
        var time = new TestClock();
        using var clock = new DeliveryClock(time, new SendBatches());
        var connections = new List<Connection>();
        for (var i = 0; i <= DeliveryClock.MaxAtOnce; i++)
        {
            var writer = new FakeFrameWriter();
            connections.Add(Open(writer, clock));
            writer.Room = new TaskCompletionSource<bool>().Task;
            connections[i].Send(FrameEncoder.Event("x", null, null));
        }

        // The ping of another connection, half a second earlier, also wakes entries that are nearly due.
        time.Advance(TimeSpan.FromSeconds(29.5) - _interval);
        Open(new FakeFrameWriter(), clock);
        await Signal.WithinAsync(Task.Run(() => time.Advance(_interval), TestContext.Current.CancellationToken));
        time.Advance(TimeSpan.FromMilliseconds(499));
        Assert.All(connections, static connection => Assert.True(connection.IsOpen));

        time.Advance(TimeSpan.FromMilliseconds(1));

        await Signal.WithinAsync(Task.WhenAll(connections.Select(static connection => connection.Closed)));
        Assert.All(connections, static connection => Assert.Equal(CloseReason.WriteTimeout, connection.Reason));
    }

    private static Connection Open(FrameWriter writer, DeliveryClock clock, IConnectionOwner? owner = null, TimeSpan? interval = null)
    {
        var settings = new ConnectionSettings(16, 1024, Overflow.Disconnect, TimeSpan.FromSeconds(30), interval ?? _interval);
        var connection = new Connection(writer, settings, clock, heldUntilStart: false);
        connection.Open(owner ?? new NoOwner(), CancellationToken.None);

        // Writes a comment first, because no event is queued.
        connection.Start();
        return connection;
    }

    private sealed class NoOwner : IConnectionOwner
    {
        public void OnClosing(CloseReason reason)
        {
        }

        public void OnClosed(CloseReason reason)
        {
        }

        public void OnFinished()
        {
        }
    }
}
