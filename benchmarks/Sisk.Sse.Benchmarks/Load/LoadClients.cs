using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Sisk.Sse.Benchmarks.Load;

/// <summary>Thousands of clients that read event streams and take the latency of each event from the timestamp in it.</summary>
internal sealed class LoadClients : IDisposable
{
    private const int StampDigits = 20;

    private readonly List<Socket> _sockets = [];
    private readonly LatencyHistogram _latencies = new();
    private long _received;
    private long _ended;

    internal long Received => Interlocked.Read(ref _received);

    internal long Ended => Interlocked.Read(ref _ended);

    internal LatencyHistogram Latencies => _latencies;

    /// <summary>Opens the streams; returns when the headers of each have come.</summary>
    internal async Task OpenAsync(int port, int count)
    {
        using var limit = new SemaphoreSlim(256);
        await Task.WhenAll(Enumerable.Range(0, count).Select(async _ =>
        {
            await limit.WaitAsync();
            try
            {
                await OpenOneAsync(port);
            }
            finally
            {
                limit.Release();
            }
        }));
    }

    /// <summary>Waits until as many events have come, or for as long as any still come.</summary>
    internal async Task WaitAsync(long expected)
    {
        var last = -1L;
        for (var quiet = 0; Received < expected && quiet < 50; quiet = Received == last ? quiet + 1 : 0)
        {
            last = Received;
            await Task.Delay(TimeSpan.FromMilliseconds(100));
        }
    }

    internal void Reset()
    {
        Interlocked.Exchange(ref _received, 0);
        _latencies.Clear();
    }

    public void Dispose() => _sockets.ForEach(socket => socket.Dispose());

    private async Task OpenOneAsync(int port)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(new IPEndPoint(IPAddress.Loopback, port));
        await socket.SendAsync(Encoding.ASCII.GetBytes("GET /events HTTP/1.1\r\nHost: localhost\r\n\r\n"));
        var buffer = new byte[4096];
        var read = await socket.ReceiveAsync(buffer);
        var head = buffer.AsSpan(0, read).IndexOf("\r\n\r\n"u8);
        if (!buffer.AsSpan(0, read).StartsWith("HTTP/1.1 200"u8) || head < 0)
        {
            throw new InvalidOperationException("The server answered: " + Encoding.ASCII.GetString(buffer, 0, read));
        }

        var chunks = new ChunkReader();
        chunks.Unframe(buffer.AsSpan(head + 4, read - head - 4));

        lock (_sockets)
        {
            _sockets.Add(socket);
        }

        _ = ReadAsync(socket, buffer, chunks);
    }

    private async Task ReadAsync(Socket socket, byte[] buffer, ChunkReader chunks)
    {
        try
        {
            var kept = 0;
            while (await socket.ReceiveAsync(buffer.AsMemory(kept)) is > 0 and var read)
            {
                kept = Count(buffer, kept + chunks.Unframe(buffer.AsSpan(kept, read)));
            }
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            // Counted below: a stream that ends is a client lost.
        }

        Interlocked.Increment(ref _ended);
    }

    /// <summary>Counts the stamps, and keeps a last one that is cut.</summary>
    private int Count(byte[] buffer, int length)
    {
        var now = Stopwatch.GetTimestamp();
        var rest = buffer.AsSpan(0, length);
        while (rest.IndexOf((byte)'@') is >= 0 and var at)
        {
            if (rest.Length < at + 1 + StampDigits)
            {
                rest[at..].CopyTo(buffer);
                return rest.Length - at;
            }

            var sent = long.Parse(rest.Slice(at + 1, StampDigits), NumberStyles.None, CultureInfo.InvariantCulture);
            _latencies.Add(now - sent);
            Interlocked.Increment(ref _received);
            rest = rest[(at + 1 + StampDigits)..];
        }

        return 0;
    }
}
