using System.Buffers.Binary;
using System.Net.Sockets;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http;

namespace Sisk.Sse.Transport.Linux;

/// <summary>
/// Has the system end a connection whose peer acknowledges nothing. A ping is so small that a socket takes dozens of them
/// into its buffer: to a network that is dead the write deadline alone would never be met.
/// </summary>
internal static class DeadPeer
{
    private const int Tcp = 6;
    private const int UserTimeout = 18;

    internal static void Detect(HttpContext context, TimeSpan after)
    {
        if (!OperatingSystem.IsLinux() || context.Features.Get<IConnectionSocketFeature>()?.Socket is not { ProtocolType: ProtocolType.Tcp } socket)
        {
            return;
        }

        // Rounded up, since zero would leave it to the system, which gives up after a quarter of an hour.
        Span<byte> milliseconds = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32LittleEndian(milliseconds, (int)Math.Ceiling(after.TotalMilliseconds));
        try
        {
            socket.SetRawSocketOption(Tcp, UserTimeout, milliseconds);
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            // The client is gone already.
        }
    }
}
