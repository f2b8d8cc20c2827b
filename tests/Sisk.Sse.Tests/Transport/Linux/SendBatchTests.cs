using System.Net.Sockets;
using Sisk.Sse.Connections;
using Sisk.Sse.Connections.Timing;
using Sisk.Sse.Tests.Support;
using Sisk.Sse.Transport.Linux;
using Sisk.Sse.Wire;

namespace Sisk.Sse.Tests.Transport.Linux;

/// <summary>Batched sends on real sockets: one system call for many connections, or one for each if io_uring is not available.</summary>
public sealed class SendBatchTests : IDisposable
{
    private const string Prelude = "3\r\n:\n\n\r\n";
    private const int PreludeBytes = 3;
    private const uint SetUpRing = 425;
    private const uint EnterRing = 426;

    private readonly SendBatches _batches = new();
    private readonly DeliveryClock _clock;
    private readonly List<DirectSocket> _sockets = [];
    private SendBatch? _rented;

    public SendBatchTests() => _clock = new DeliveryClock(TimeProvider.System, _batches);

    private SendBatch Batch => _rented ??= _batches.Rent();

    [Theory]
    [InlineData(2)]
    [InlineData(10)]
    [InlineData((2 * SubmissionRing.Capacity) + 6)]
    public async Task Each_connection_gets_its_own_and_shared_frames_in_order(int count)
    {
        var connections = await OpenAsync(count);
        var shared = Encode("everybody's");

        Enqueue(connections, i => [Encode($"{i}'s"), Encode("and more")]);
        Pump(connections);
        Enqueue(connections, _ => [shared]);
        Pump(connections);

        for (var i = 0; i < count; i++)
        {
            Assert.Equal(Prelude + Chunks($"{i}'s", "and more", "everybody's"), await ReceiveAsync(i));
        }
    }

    [Fact]
    public async Task Connection_gets_the_parts_of_runs_that_it_was_told_of()
    {
        var connections = await OpenAsync(20);
        var frames = Enumerable.Range(0, 40).Select(static i => Encode($"event {i}")).ToArray();
        var totals = new EnqueueTotals();
        FrameRun? run = null;
        for (var i = 0; i < frames.Length; i++)
        {
            run = i % 10 == 0 ? FrameRun.TryCreate(frames[i]) : run!.TryAdd(frames[i]) ? run : null;
            for (var client = 0; client < connections.Length; client++)
            {
                if (i >= client && i != client + 15)
                {
                    connections[client].Enqueue(frames[i], now: 0, TimeSpan.Zero, ref totals, run);
                }
            }
        }

        Pump(connections);

        for (var client = 0; client < connections.Length; client++)
        {
            var expected = Enumerable.Range(client, frames.Length - client).Where(i => i != client + 15).Select(static i => $"event {i}");
            Assert.Equal(Prelude + Chunks([.. expected]), await ReceiveAsync(client));
        }
    }

    [Theory]
    [InlineData(1, 100_000)]
    [InlineData(7, 9_000)]
    [InlineData(3, 60_000)]
    public async Task Remaining_bytes_are_sent_when_the_clients_of_full_sockets_read(int events, int size)
    {
        var connections = await OpenAsync(5);
        _sockets.ForEach(static socket => socket.Socket.SendBufferSize = 64 * 1024);
        var text = new string('x', size);
        var sent = 0;
        while (connections.Any(connection => connection.SentBytes == PreludeBytes + (sent * events * Encode(text).Length)))
        {
            // Stops once every socket is full.
            Enqueue(connections, _ => [.. Enumerable.Repeat(Encode(text), events)]);
            Pump(connections);
            sent++;
        }

        // Overwrites the memory of the batch.
        var others = await OpenAsync(5);
        Enqueue(others, _ => [.. Enumerable.Repeat(Encode(new string('y', 9_000)), 7)]);
        Pump(others);

        Enqueue(connections, i => [Encode($"{i}'s")]);
        Pump(connections);

        for (var i = 0; i < connections.Length; i++)
        {
            var all = _sockets[i].ReceiveAllAsync();
            connections[i].Close(CloseReason.Closed);
            await Signal.WithinAsync(connections[i].Drained);
            _sockets[i].Socket.Shutdown(SocketShutdown.Send);
            Assert.Equal(Prelude + Chunks([.. Enumerable.Repeat(text, sent * events), $"{i}'s"]), await Signal.WithinAsync(all));
        }
    }

    [Fact]
    public async Task Socket_closed_before_the_batch_is_sent_ends_only_its_connection()
    {
        var connections = await OpenAsync(6);

        Enqueue(connections, _ => [Encode("all")]);
        foreach (var connection in connections)
        {
            connection.Pump(Batch);
        }

        _sockets[2].Socket.Dispose();
        Batch.Flush();

        await Signal.WithinAsync(connections[2].Drained);
        Assert.Equal(CloseReason.ClientGone, connections[2].Reason);
        foreach (var i in new[] { 0, 1, 3, 4, 5 })
        {
            Assert.Equal(Prelude + Chunks("all"), await ReceiveAsync(i));
        }
    }

    [Fact]
    public async Task Disconnected_client_ends_only_its_connection()
    {
        var connections = await OpenAsync(6);
        _sockets[2].Peer.LingerState = new(true, 0);
        _sockets[2].Peer.Dispose();

        while (connections[2].IsOpen)
        {
            Enqueue(connections, _ => [Encode("all")]);
            Pump(connections);
        }

        Assert.Equal(CloseReason.ClientGone, connections[2].Reason);
        Assert.StartsWith(Prelude + Chunks("all"), await ReceiveAsync(3), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Event_sent_while_its_connection_is_in_a_batch_follows_the_batch()
    {
        var connections = await OpenAsync(6);
        Enqueue(connections, _ => [Encode("first")]);
        foreach (var connection in connections)
        {
            connection.Pump(Batch);
        }

        Assert.True(connections[0].Send(Encode("second")));
        connections[1].Close(CloseReason.Closed, Encode("last"));
        Assert.False(connections[1].Drained.IsCompleted);
        Batch.Flush();

        await Signal.WithinAsync(connections[1].Drained);
        Assert.Equal(Prelude + Chunks("first", "second"), await ReceiveAsync(0));
        Assert.Equal(Prelude + Chunks("first", "last"), await ReceiveAsync(1));
    }

    [Theory]
    [InlineData(SetUpRing)]
    [InlineData(EnterRing)]
    public async Task Batch_falls_back_to_single_sends_when_io_uring_is_forbidden(uint forbidden)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only Linux has io_uring.");
        var connections = await OpenAsync(6);

        Enqueue(connections, i => [Encode($"{i}'s")]);
        await ForbiddenCall.RunAsync(forbidden, () => Pump(connections));

        Assert.False(_batches.MayUseRing);
        Enqueue(connections, _ => [Encode("later")]);
        Pump(connections);
        for (var i = 0; i < connections.Length; i++)
        {
            Assert.Equal(Prelude + Chunks($"{i}'s", "later"), await ReceiveAsync(i));
        }
    }

    public void Dispose()
    {
        _sockets.ForEach(static socket => socket.Dispose());
        if (_rented is not null)
        {
            _batches.Return(_rented);
        }

        _clock.Dispose();
        _batches.Dispose();
    }

    private async Task<Connection[]> OpenAsync(int count)
    {
        var settings = new ConnectionSettings(
            4096, 16 * 1024 * 1024, Overflow.Disconnect, TimeSpan.FromSeconds(30), Timeout.InfiniteTimeSpan);
        List<Connection> connections = [];
        for (var i = 0; i < count; i++)
        {
            var socket = new DirectSocket();
            _sockets.Add(socket);
            var connection = new Connection(socket.Writer, settings, _clock, heldUntilStart: false);
            connection.Start();
            await socket.LetServerSendAsync();
            connections.Add(connection);
        }

        return [.. connections];
    }

    private static void Enqueue(Connection[] connections, Func<int, Frame[]> frames)
    {
        var totals = new EnqueueTotals();
        for (var i = 0; i < connections.Length; i++)
        {
            foreach (var frame in frames(i))
            {
                connections[i].Enqueue(frame, now: 0, TimeSpan.Zero, ref totals);
            }
        }
    }

    private void Pump(Connection[] connections)
    {
        foreach (var connection in connections)
        {
            connection.Pump(Batch);
        }

        Batch.Flush();
    }

    private Task<string> ReceiveAsync(int client)
    {
        _sockets[client].Socket.Shutdown(SocketShutdown.Send);
        return Signal.WithinAsync(_sockets[client].ReceiveAllAsync());
    }

    private static Frame Encode(string data) => FrameEncoder.Event(data, null, null);

    private static string Chunks(params string[] data) =>
        string.Concat(data.Select(static text => $"{"data: \n\n".Length + text.Length:x}\r\ndata: {text}\n\n\r\n"));
}
