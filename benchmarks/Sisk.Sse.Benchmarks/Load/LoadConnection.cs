using System.Diagnostics;
using System.Net.Sockets;
using System.Text;

namespace Sisk.Sse.Benchmarks.Load;

/// <summary>One client: takes the response's head off, then the framing, and finds the timestamps in what is left.</summary>
internal sealed class LoadConnection(Socket socket)
{
    private readonly StampReader _stamps = new();
    private ChunkReader? _chunks;
    private bool _isOpen;
    private byte[] _head = [];

    internal enum Reading
    {
        Nothing,
        Opened,
        Ended,
    }

    /// <summary>Reads what there is, once.</summary>
    internal Reading Read(byte[] buffer, LoadCounts counts)
    {
        _head.CopyTo(buffer, 0);
        var kept = _head.Length;
        var read = socket.Receive(buffer.AsSpan(kept), SocketFlags.None, out var error);
        if (error is SocketError.WouldBlock or SocketError.Interrupted)
        {
            return Reading.Nothing;
        }

        if (read == 0 || error is not SocketError.Success)
        {
            socket.Close();
            return Reading.Ended;
        }

        if (!_isOpen)
        {
            return ReadHead(buffer.AsSpan(0, kept + read));
        }

        Count(buffer.AsSpan(0, read), counts);
        return Reading.Nothing;
    }

    private Reading ReadHead(ReadOnlySpan<byte> received)
    {
        var end = received.IndexOf("\r\n\r\n"u8);
        if (end < 0)
        {
            _head = received.ToArray();
            return Reading.Nothing;
        }

        var head = Encoding.ASCII.GetString(received[..end]);
        if (!head.StartsWith("HTTP/1.1 200", StringComparison.Ordinal))
        {
            throw new InvalidOperationException("The server answered: " + head);
        }

        // Without chunks (nchan) the body goes on to the end of the connection.
        _chunks = head.Contains("chunked", StringComparison.OrdinalIgnoreCase) ? new ChunkReader() : null;
        (_isOpen, _head) = (true, []);

        // The first bytes of the body hold no event: what is measured is sent later.
        var body = received[(end + 4)..];
        while (_chunks?.TryRead(ref body, out _) is true)
        {
        }

        return Reading.Opened;
    }

    private void Count(ReadOnlySpan<byte> body, LoadCounts counts)
    {
        var now = Stopwatch.GetTimestamp();
        if (_chunks is null)
        {
            _stamps.Read(body, now, counts);
            return;
        }

        while (_chunks.TryRead(ref body, out var data))
        {
            _stamps.Read(data, now, counts);
        }
    }
}
