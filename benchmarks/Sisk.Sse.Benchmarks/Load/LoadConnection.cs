using System.Buffers.Text;
using System.Diagnostics;
using System.Net.Sockets;
using System.Text;

namespace Sisk.Sse.Benchmarks.Load;

/// <summary>One client: takes the response's head off, then the framing, and finds the timestamps in what is left.</summary>
internal sealed class LoadConnection(Socket socket)
{
    private const int StampDigits = 20;

    private ChunkReader? _chunks;
    private bool _isOpen;
    private byte[] _kept = [];

    internal enum Reading
    {
        Nothing,
        Opened,
        Ended,
    }

    /// <summary>Reads what there is, once.</summary>
    internal Reading Read(byte[] buffer, LoadCounts counts)
    {
        _kept.CopyTo(buffer, 0);
        var kept = _kept.Length;
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

        if (_isOpen)
        {
            Keep(buffer, Count(buffer, kept + (_chunks?.Unframe(buffer.AsSpan(kept, read)) ?? read), counts));
            return Reading.Nothing;
        }

        return ReadHead(buffer, kept + read);
    }

    private Reading ReadHead(byte[] buffer, int length)
    {
        var end = buffer.AsSpan(0, length).IndexOf("\r\n\r\n"u8);
        if (end < 0)
        {
            Keep(buffer, length);
            return Reading.Nothing;
        }

        var head = Encoding.ASCII.GetString(buffer, 0, end);
        if (!head.StartsWith("HTTP/1.1 200", StringComparison.Ordinal))
        {
            throw new InvalidOperationException("The server answered: " + head);
        }

        // Without chunks (nchan) the body goes on to the end of the connection.
        _chunks = head.Contains("chunked", StringComparison.OrdinalIgnoreCase) ? new ChunkReader() : null;

        // The first bytes of the body hold no event: what is measured is sent later.
        _chunks?.Unframe(buffer.AsSpan(end + 4, length - end - 4));
        (_isOpen, _kept) = (true, []);
        return Reading.Opened;
    }

    private void Keep(byte[] buffer, int length)
    {
        if (length > 0 || _kept.Length > 0)
        {
            _kept = buffer.AsSpan(0, length).ToArray();
        }
    }

    /// <summary>Counts the stamps, and moves a last one that is cut to the front.</summary>
    private static int Count(byte[] buffer, int length, LoadCounts counts)
    {
        var now = Stopwatch.GetTimestamp();
        var rest = buffer.AsSpan(0, length);
        while (rest.IndexOf((byte)'@') is >= 0 and var at)
        {
            rest = rest[at..];
            if (rest.Length <= StampDigits)
            {
                rest.CopyTo(buffer);
                return rest.Length;
            }

            Utf8Parser.TryParse(rest.Slice(1, StampDigits), out long sent, out _);
            counts.Add(sent, now);
            rest = rest[(1 + StampDigits)..];
        }

        return 0;
    }
}
