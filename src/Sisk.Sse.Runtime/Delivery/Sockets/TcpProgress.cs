using System.Buffers.Binary;
using System.Net.Sockets;

namespace Sisk.Sse.Delivery.Sockets;

/// <summary>What Linux tells about a TCP connection (<c>struct tcp_info</c> of linux/tcp.h).</summary>
internal static class TcpProgress
{
    private const int Tcp = 6;
    private const int TcpInfo = 11;
    private const int NotSentBytes = 144;
    private const int BytesSent = 200;
    private const int BytesRetransmitted = 208;
    private const int Size = BytesRetransmitted + sizeof(long);

    /// <summary>How many bytes the system has taken from the application since the connection began; -1 where it does not tell.</summary>
    internal static long TakenBytes(Socket socket)
    {
        Span<byte> info = stackalloc byte[Size];
        if (socket.GetRawSocketOption(Tcp, TcpInfo, info) < Size)
        {
            return -1;
        }

        var sent = BinaryPrimitives.ReadInt64LittleEndian(info[BytesSent..]) - BinaryPrimitives.ReadInt64LittleEndian(info[BytesRetransmitted..]);
        return sent + BinaryPrimitives.ReadUInt32LittleEndian(info[NotSentBytes..]);
    }
}
