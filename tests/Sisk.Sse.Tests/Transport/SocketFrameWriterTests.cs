using System.Net.Sockets;
using System.Text;
using Sisk.Sse.Tests.Support;
using Sisk.Sse.Transport;
using Sisk.Sse.Wire;

namespace Sisk.Sse.Tests.Transport;

/// <summary>The writer on a real socket, with control over when the server sends the bytes of the response.</summary>
public sealed class SocketFrameWriterTests : IDisposable
{
    private readonly DirectSocket _client = new();

    private SocketFrameWriter Writer => _client.Writer;

    [Fact]
    public async Task Frames_use_the_response_until_its_bytes_have_reached_the_socket()
    {
        await Writer.StartAsync();
        await SendAsync("first");
        await SendAsync("second");

        Assert.False(Writer.IsDirect);
        await _client.LetServerSendAsync();
        await SendAsync("third");

        Assert.True(Writer.IsDirect);
        _client.Socket.Shutdown(SocketShutdown.Send);
        var received = await _client.ReceiveAllAsync();
        Assert.Equal("d\r\ndata: first\n\n\r\ne\r\ndata: second\n\n\r\nd\r\ndata: third\n\n\r\n", received);
    }

    [Fact]
    public async Task Frames_are_sent_in_order_as_one_chunk_each()
    {
        await GoDirectAsync();

        Write("one");
        Write("two\nlines");
        Write(new string('x', 40_000));
        Assert.True(await Writer.FlushAsync());

        _client.Socket.Shutdown(SocketShutdown.Send);
        Assert.Equal(
            $"b\r\ndata: one\n\n\r\n17\r\ndata: two\ndata: lines\n\n\r\n9c48\r\ndata: {new string('x', 40_000)}\n\n\r\n",
            (await _client.ReceiveAllAsync())[DirectPrelude.Length..]);
    }

    [Fact]
    public async Task Flush_completes_when_the_client_of_a_full_socket_reads()
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
            flush = Writer.FlushAsync();
        }
        while (flush.IsCompleted);

        var reading = _client.ReceiveAllAsync();
        Assert.True(await Signal.WithinAsync(flush.AsTask()));
        _client.Socket.Shutdown(SocketShutdown.Send);

        var received = (await Signal.WithinAsync(reading))[DirectPrelude.Length..];
        Assert.Equal(
            expected.ToString(), string.Concat(received.Split('\n').Where(line => line.StartsWith("data: ", StringComparison.Ordinal))));
    }

    [Fact]
    public async Task Waiting_flush_returns_false_when_the_connection_is_aborted()
    {
        await GoDirectAsync();
        ValueTask<bool> flush;
        do
        {
            Write(new string('x', 60_000));
            flush = Writer.FlushAsync();
        }
        while (flush.IsCompleted);

        _client.Socket.Dispose();

        Assert.False(await Signal.WithinAsync(flush.AsTask()));
        Write("later");
        Assert.False(await Writer.FlushAsync());
    }

    [Fact]
    public async Task Flush_returns_false_when_the_client_is_gone()
    {
        await GoDirectAsync();
        _client.Peer.LingerState = new LingerOption(true, 0);
        _client.Peer.Dispose();

        var isOpen = true;
        while (isOpen)
        {
            Write("anybody there?");
            isOpen = await Signal.WithinAsync(Writer.FlushAsync().AsTask());
        }
    }

    public void Dispose() => _client.Dispose();

    private const string DirectPrelude = "e\r\ndata: server\n\n\r\n";

    private async Task GoDirectAsync()
    {
        await Writer.StartAsync();
        await SendAsync("server");
        await _client.LetServerSendAsync();
    }

    private async Task SendAsync(string data)
    {
        Write(data);
        Assert.True(await Writer.FlushAsync());
    }

    private void Write(string data) => Writer.Write([FrameEncoder.Event(data, null, null)]);
}
