using System.IO.Pipelines;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Sisk.Sse.Delivery.Sockets;
using Sisk.Sse.Tests.Support;
using Sisk.Sse.Wire;

namespace Sisk.Sse.Tests.Delivery;

/// <summary>The writer on a real socket, behind a server whose bytes move when the test says so.</summary>
public sealed class SocketWriterTests : IDisposable
{
    private readonly Pipe _server = new();
    private readonly Socket _socket;
    private readonly Socket _peer;
    private readonly SocketFrameWriter _writer;

    public SocketWriterTests()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        _peer = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        _peer.Connect(listener.LocalEndpoint);
        _socket = listener.AcceptSocket();
        var output = new CountedOutput(new Ends(_server));
        var context = new DefaultHttpContext();
        context.Features.Set<IHttpResponseBodyFeature>(new StreamResponseBodyFeature(output.AsStream(leaveOpen: true)));
        _writer = new SocketFrameWriter(context, _socket, output);
    }

    [Fact]
    public async Task Frames_take_the_servers_way_until_all_that_it_wrote_has_reached_the_socket()
    {
        await _writer.StartAsync();
        await SendAsync("first");
        await SendAsync("second");

        Assert.False(_writer.IsDirect);
        await LetServerSendAsync();
        await SendAsync("third");

        Assert.True(_writer.IsDirect);
        _socket.Shutdown(SocketShutdown.Send);
        var received = await ReceiveAllAsync();
        Assert.Equal("data: first\n\ndata: second\n\nd\r\ndata: third\n\n\r\n", received);
    }

    [Fact]
    public async Task Several_frames_leave_in_order_as_a_chunk_each()
    {
        await GoDirectAsync();

        Write("one");
        Write("two\nlines");
        Write(new string('x', 40_000));
        Assert.True(await _writer.FlushAsync());

        _socket.Shutdown(SocketShutdown.Send);
        Assert.Equal(
            $"b\r\ndata: one\n\n\r\n17\r\ndata: two\ndata: lines\n\n\r\n9c48\r\ndata: {new string('x', 40_000)}\n\n\r\n",
            (await ReceiveAllAsync())[DirectPrelude.Length..]);
    }

    [Fact]
    public async Task What_the_socket_has_no_room_for_follows_when_the_client_reads_and_no_thread_waits()
    {
        await GoDirectAsync();
        var expected = new StringBuilder();
        ValueTask<bool> flush;
        var i = 0;
        do
        {
            var data = string.Concat(Enumerable.Repeat((i++).ToString("d8", null), 4096));
            Write(data);
            expected.Append("data: ").Append(data);
            flush = _writer.FlushAsync();
        }
        while (flush.IsCompleted);

        var reading = ReceiveAllAsync();
        Assert.True(await Signal.WithinAsync(flush.AsTask()));
        _socket.Shutdown(SocketShutdown.Send);

        var received = (await Signal.WithinAsync(reading))[DirectPrelude.Length..];
        Assert.Equal(expected.ToString(), string.Concat(received.Split('\n').Where(line => line.StartsWith("data: ", StringComparison.Ordinal))));
    }

    [Fact]
    public async Task A_flush_that_waits_ends_when_the_connection_is_cut()
    {
        await GoDirectAsync();
        ValueTask<bool> flush;
        do
        {
            Write(new string('x', 60_000));
            flush = _writer.FlushAsync();
        }
        while (flush.IsCompleted);

        _socket.Dispose();

        Assert.False(await Signal.WithinAsync(flush.AsTask()));
        Write("later");
        Assert.False(await _writer.FlushAsync());
    }

    [Fact]
    public async Task A_client_that_is_gone_ends_the_flush()
    {
        await GoDirectAsync();
        _peer.LingerState = new LingerOption(true, 0);
        _peer.Dispose();

        var isOpen = true;
        while (isOpen)
        {
            Write("anybody there?");
            isOpen = await Signal.WithinAsync(_writer.FlushAsync().AsTask());
        }
    }

    public void Dispose()
    {
        _socket.Dispose();
        _peer.Dispose();
    }

    private const string DirectPrelude = "data: server\n\n";

    private async Task GoDirectAsync()
    {
        await _writer.StartAsync();
        await SendAsync("server");
        await LetServerSendAsync();
    }

    private async Task SendAsync(string data)
    {
        Write(data);
        Assert.True(await _writer.FlushAsync());
    }

    private void Write(string data) => _writer.Write([FrameEncoder.Event(data, null, null)]);

    /// <summary>What Kestrel's transport does: passes on what has been written to the pipe.</summary>
    private async Task LetServerSendAsync()
    {
        while (_server.Reader.TryRead(out var result))
        {
            foreach (var segment in result.Buffer)
            {
                await _socket.SendAsync(segment, TestContext.Current.CancellationToken);
            }

            _server.Reader.AdvanceTo(result.Buffer.End);
        }
    }

    private async Task<string> ReceiveAllAsync()
    {
        using var all = new MemoryStream();
        await using var stream = new NetworkStream(_peer);
        await stream.CopyToAsync(all, TestContext.Current.CancellationToken);
        return Encoding.UTF8.GetString(all.ToArray());
    }

    private sealed class Ends(Pipe pipe) : IDuplexPipe
    {
        public PipeReader Input => pipe.Reader;

        public PipeWriter Output => pipe.Writer;
    }
}
