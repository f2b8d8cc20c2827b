using System.Buffers.Binary;
using System.Net.Sockets;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http;

namespace Sisk.Sse.Transport.Linux;

/// <summary>
/// Makes the system close a connection whose peer acknowledges nothing (<c>TCP_USER_TIMEOUT</c>). A socket buffers many small pings, so
/// with pings alone, the write timeout would not detect a dead network.
/// </summary>
internal static class DeadPeer
{
    private const int Tcp = 6;
    private const int UserTimeout = 18;

    /// <summary>Turns on the detection for a request's connection. Does nothing if the system is not Linux.</summary>
    /// <param name="context">The request.</param>
    /// <param name="after">The time after which unacknowledged bytes close the connection.</param>
    internal static void Detect(HttpContext context, TimeSpan after)
    {
        if (!OperatingSystem.IsLinux()
            || context.Features.Get<IConnectionSocketFeature>()?.Socket is not { ProtocolType: ProtocolType.Tcp } socket)
        {
            return;
        }

        // Rounded up, since zero selects the system's default of about a quarter of an hour.
        Span<byte> milliseconds = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32LittleEndian(milliseconds, (int)Math.Ceiling(after.TotalMilliseconds));
        try
        {
            socket.SetRawSocketOption(Tcp, UserTimeout, milliseconds);
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            // The client is already gone.
        }
    }
}
