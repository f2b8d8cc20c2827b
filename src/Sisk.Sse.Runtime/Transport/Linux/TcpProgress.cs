using System.Buffers.Binary;
using System.Net.Sockets;

namespace Sisk.Sse.Transport.Linux;

/// <summary>Reads the progress of a TCP connection from Linux (<c>struct tcp_info</c> of <c>linux/tcp.h</c>).</summary>
internal static class TcpProgress
{
    private const int Tcp = 6;
    private const int TcpInfo = 11;
    private const int BytesAcknowledged = 120;
    private const int NotSentBytes = 144;
    private const int BytesSent = 200;
    private const int BytesRetransmitted = 208;
    private const int Size = BytesRetransmitted + sizeof(long);

    /// <summary>
    /// Gets the number of bytes that the system has accepted from the application on this connection; -1 if it is not known.
    /// </summary>
    internal static long TakenBytes(Socket socket, SystemCalls calls)
    {
        Span<byte> info = stackalloc byte[Size];
        if (!TryRead(socket, calls, info))
        {
            return -1;
        }

        var sent = BinaryPrimitives.ReadInt64LittleEndian(info[BytesSent..]);
        var retransmitted = BinaryPrimitives.ReadInt64LittleEndian(info[BytesRetransmitted..]);
        return sent - retransmitted + BinaryPrimitives.ReadUInt32LittleEndian(info[NotSentBytes..]);
    }

    /// <summary>Gets the number of bytes that the client's system has acknowledged on this connection; -1 if it is not known.</summary>
    internal static long AcknowledgedBytes(Socket socket, SystemCalls calls)
    {
        Span<byte> info = stackalloc byte[Size];
        return TryRead(socket, calls, info) ? BinaryPrimitives.ReadInt64LittleEndian(info[BytesAcknowledged..]) : -1;
    }

    private static bool TryRead(Socket socket, SystemCalls calls, Span<byte> info) => calls.GetOption(socket, Tcp, TcpInfo, info) >= Size;
}
