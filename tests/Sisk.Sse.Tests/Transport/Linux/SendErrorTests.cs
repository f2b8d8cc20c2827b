using System.Net.Sockets;
using Sisk.Sse.Connections;
using Sisk.Sse.Connections.Timing;
using Sisk.Sse.Tests.Support;
using Sisk.Sse.Transport;
using Sisk.Sse.Transport.Linux;
using Sisk.Sse.Wire;

namespace Sisk.Sse.Tests.Transport.Linux;

/// <summary>Failing system calls either lose nothing or abort the connection, so that the client resumes.</summary>
public sealed class SendErrorTests : IDisposable
{
    private const int WouldBlock = 11;
    private const int Interrupted = 4;
    private const int NoMemory = 12;
    private const int Invalid = 22;
    private const int NotConnected = 107;
    private const int NoBuffers = 105;
    private const string First = "3\r\n:\n\n\r\n";

    private readonly FaultyCalls _calls = new();
    private readonly SendBatches _batches;
    private readonly DeliveryClock _clock;
    private readonly List<DirectSocket> _sockets = [];

    public SendErrorTests()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only Linux has the socket transport.");
        _batches = new(mayUseRing: true, _calls);
        _clock = new DeliveryClock(TimeProvider.System, _batches);
    }

    [Theory]
    [InlineData(WouldBlock)]
    [InlineData(Interrupted)]
    public async Task Bytes_are_sent_later_when_send_would_block_or_is_interrupted(int error)
    {
        var connection = await OpenAsync();
        _calls.OnSend = Once(-error);

        Assert.True(connection.Send(Encode("a")));
        Assert.True(connection.Send(Encode("b")));

        Assert.Equal(First + Chunk("a") + Chunk("b"), await ReceiveAsync(0));
        Assert.True(connection.IsOpen);
    }

    [Theory]
    [InlineData(NoBuffers)]
    [InlineData(NoMemory)]
    [InlineData(NotConnected)]
    [InlineData(1)] // EPERM
    [InlineData(5)] // EIO
    [InlineData(32)] // EPIPE
    [InlineData(104)] // ECONNRESET
    [InlineData(110)] // ETIMEDOUT
    [InlineData(113)] // EHOSTUNREACH
    public async Task Connection_is_aborted_and_sends_nothing_more_when_send_fails(int error)
    {
        var connection = await OpenAsync();
        _calls.OnSend = Once(-error);

        connection.Send(Encode("lost"));
        await Signal.WithinAsync(connection.Drained);

        Assert.False(connection.Send(Encode("later")));
        Assert.True(_sockets[0].IsAborted);
        Assert.Equal(CloseReason.ClientGone, connection.Reason);
        Assert.Equal(First, await ReceiveUntilCutAsync(0));
    }

    [Theory]
    [InlineData(SocketError.NoBufferSpaceAvailable)]
    [InlineData(SocketError.ConnectionReset)]
    [InlineData(SocketError.TimedOut)]
    public async Task Connection_is_aborted_when_the_rest_of_a_chunk_cannot_be_sent(SocketError error)
    {
        var connection = await OpenAsync();
        _calls.OnSend = Once(-WouldBlock);
        _calls.OnSendAll = () => new SocketException((int)error);

        connection.Send(Encode("lost"));
        await Signal.WithinAsync(connection.Drained);

        Assert.True(_sockets[0].IsAborted);
        Assert.False(connection.IsOpen);
    }

    [Theory]
    [InlineData(NoBuffers)]
    [InlineData(NoMemory)]
    [InlineData(Interrupted)]
    public async Task Events_use_the_response_when_getsockopt_fails(int error)
    {
        var connection = await OpenAsync();
        _calls.OnGetOption = () => -error;

        Assert.True(connection.Send(Encode("a")));
        await _sockets[0].LetServerSendAsync();

        Assert.False(_sockets[0].Writer.IsDirect);
        Assert.Equal(First + Chunk("a"), await ReceiveAsync(0));
    }

    [Theory]
    [InlineData(NoMemory)]
    [InlineData(NoBuffers)]
    [InlineData(16)] // EBUSY
    [InlineData(WouldBlock)]
    [InlineData(Invalid)]
    public async Task Nothing_is_lost_when_the_ring_refuses_a_batch(int error)
    {
        var connections = await OpenAsync(8);
        _calls.OnEnterRing = _ => -error;

        Broadcast(connections, "a");
        Broadcast(connections, "b");

        Assert.False(_batches.MayUseRing);
        await AllReceiveAsync(connections, First + Chunk("a") + Chunk("b"));
    }

    [Fact]
    public async Task Nothing_is_lost_when_the_ring_takes_a_part_of_a_batch_and_then_fails()
    {
        Assert.SkipUnless(HasRing(), "The system has no io_uring.");
        var connections = await OpenAsync(8);
        _calls.Taken = static all => all == 8 ? 3 : all;
        _calls.OnEnterRing = static all => all == 8 ? null : -NoMemory;

        Broadcast(connections, "a");
        Broadcast(connections, "b");

        Assert.False(_batches.MayUseRing);
        await AllReceiveAsync(connections, First + Chunk("a") + Chunk("b"));
    }

    [Fact]
    public async Task Nothing_is_lost_when_the_ring_is_interrupted_between_the_parts_of_a_batch()
    {
        Assert.SkipUnless(HasRing(), "The system has no io_uring.");
        var connections = await OpenAsync(8);
        _calls.Taken = static all => Math.Min(all, 3);
        var calls = 0;
        _calls.OnEnterRing = _ => calls++ % 2 == 0 ? -Interrupted : null;

        Broadcast(connections, "a");
        Broadcast(connections, "b");

        Assert.True(_batches.MayUseRing);
        await AllReceiveAsync(connections, First + Chunk("a") + Chunk("b"));
    }

    [Fact]
    public async Task Connections_are_aborted_when_the_ring_takes_sends_without_a_result()
    {
        var connections = await OpenAsync(8);

        // The first call reports all sends as taken, and the next call fails before any send completes.
        var calls = 0;
        _calls.OnEnterRing = all => calls++ == 0 ? all : -NoMemory;
        Broadcast(connections, "a");

        foreach (var connection in connections)
        {
            await Signal.WithinAsync(connection.Drained);
        }

        Assert.SkipWhen(calls == 0, "The system has no io_uring.");
        Assert.False(_batches.MayUseRing);
        Assert.Null(_batches.TryCreateRing());
        Assert.All(_sockets, static socket => Assert.True(socket.IsAborted));
    }

    [Fact]
    public void Ring_stays_off_after_it_was_discarded()
    {
        Assert.SkipUnless(HasRing(), "The system has no io_uring.");
        var (one, other) = (_batches.TryCreateRing()!, _batches.TryCreateRing()!);

        _batches.Discard(one);

        Assert.Null(_batches.TryCreateRing());
        Assert.False(_batches.MayUseRing);
        other.Dispose();
    }

    [Fact]
    public async Task Connection_is_aborted_when_a_flush_of_the_response_fails()
    {
        var isAborted = false;
        var writer = new FakeFrameWriter { OnAbort = () => isAborted = true };
        var connection = Open(writer);
        writer.Room = Task.FromResult(false);

        connection.Send(Encode("lost"));
        await Signal.WithinAsync(connection.Drained);

        Assert.True(isAborted);
    }

    [Fact]
    public async Task Waiting_flush_is_aborted_at_its_deadline_after_the_request_was_canceled()
    {
        var isAborted = false;
        var room = new TaskCompletionSource<bool>();
        var writer = new FakeFrameWriter();
        writer.OnAbort = () =>
        {
            isAborted = true;
            room.SetResult(false);
        };
        var connection = Open(writer);
        writer.Room = room.Task;
        connection.Send(Encode("part"));
        connection.Abort(CloseReason.ClientGone);
        Assert.False(isAborted);

        connection.Abort(CloseReason.WriteTimeout);

        await Signal.WithinAsync(connection.Drained);
        Assert.True(isAborted);
    }

    public void Dispose()
    {
        _sockets.ForEach(static socket => socket.Dispose());
        _clock?.Dispose();
        _batches?.Dispose();
    }

    private static Func<int?> Once(int result)
    {
        var calls = 0;
        return () => calls++ == 0 ? result : null;
    }

    private static bool HasRing()
    {
        using var ring = SubmissionRing.TryCreate(SystemCalls.Linux);
        return ring is not null;
    }

    private Connection Open(FrameWriter writer)
    {
        var settings = new ConnectionSettings(4096, 1024 * 1024, Overflow.Disconnect, TimeSpan.FromSeconds(30), Timeout.InfiniteTimeSpan);
        var connection = new Connection(writer, settings, _clock, heldUntilStart: false);
        connection.Start();
        return connection;
    }

    private async Task<Connection> OpenAsync() => (await OpenAsync(1))[0];

    private async Task<Connection[]> OpenAsync(int count)
    {
        var connections = new Connection[count];
        for (var i = 0; i < count; i++)
        {
            _sockets.Add(new DirectSocket(_calls));
            connections[i] = Open(_sockets[i].Writer);
            await _sockets[i].LetServerSendAsync();
        }

        return connections;
    }

    private void Broadcast(Connection[] connections, string data)
    {
        var batch = _batches.Rent();
        var totals = new EnqueueTotals();
        foreach (var connection in connections)
        {
            connection.Enqueue(Encode(data), now: 0, TimeSpan.Zero, ref totals);
            connection.Pump(batch);
        }

        batch.Flush();
        _batches.Return(batch);
    }

    private async Task AllReceiveAsync(Connection[] connections, string expected)
    {
        for (var i = 0; i < connections.Length; i++)
        {
            Assert.Equal(expected, await ReceiveAsync(i));
            Assert.True(connections[i].IsOpen);
        }
    }

    private Task<string> ReceiveAsync(int client)
    {
        _sockets[client].Socket.Shutdown(SocketShutdown.Send);
        return Signal.WithinAsync(_sockets[client].ReceiveAllAsync());
    }

    private async Task<string> ReceiveUntilCutAsync(int client)
    {
        var received = "";
        var buffer = new byte[1024];
        try
        {
            while (await Signal.WithinAsync(_sockets[client].Peer.ReceiveAsync(buffer)) is > 0 and var read)
            {
                received += System.Text.Encoding.UTF8.GetString(buffer, 0, read);
            }
        }
        catch (SocketException)
        {
            // The connection was reset.
        }

        return received;
    }

    private static Frame Encode(string data) => FrameEncoder.Event(data, null, null);

    private static string Chunk(string data) => $"{"data: \n\n".Length + data.Length:x}\r\ndata: {data}\n\n\r\n";
}
