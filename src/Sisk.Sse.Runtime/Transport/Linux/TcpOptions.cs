using System.Buffers.Binary;
using System.Net.Sockets;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http;

namespace Sisk.Sse.Transport.Linux;

/// <summary>The options that Linux has for the connection of a stream, whatever its protocol (<c>tcp(7)</c>).</summary>
internal static class TcpOptions
{
    private const int Tcp = 6;
    private const int UserTimeout = 18;
    private const int NotSentLowWater = 25;
    private const int SystemDefault = 0;

    /// <summary>
    /// The number of unsent bytes at which the system accepts no more, except for the rest of a packet of up to 64 kB. Together with a
    /// flush and a full queue, even of the smallest events, this is less than the history holds.
    /// </summary>
    private const int MaxUnsentBytes = 32 * 1024;

    /// <summary>Sets the options for a request's connection. Does nothing if the system is not Linux.</summary>
    /// <remarks>
    /// <para>
    /// A socket buffers many small pings, so with pings alone, the write timeout would not detect a dead network.
    /// <c>TCP_USER_TIMEOUT</c> makes the system close a connection whose peer acknowledges nothing.
    /// </para>
    /// <para>
    /// The system's buffer grows to megabytes, more than the history holds. <c>TCP_NOTSENT_LOWAT</c> bounds it, so that events of a slow
    /// client wait in its queue, where the overflow policy applies, and a client that is cut off is not further behind than the history.
    /// </para>
    /// </remarks>
    /// <param name="context">The request.</param>
    /// <param name="writeTimeout">The time after which unacknowledged bytes close the connection.</param>
    internal static void Set(HttpContext context, TimeSpan writeTimeout)
    {
        if (!OperatingSystem.IsLinux()
            || context.Features.Get<IConnectionSocketFeature>()?.Socket is not { ProtocolType: ProtocolType.Tcp } socket)
        {
            return;
        }

        // Rounded up, since zero selects the system's default of about a quarter of an hour.
        Set(socket, UserTimeout, (int)Math.Ceiling(writeTimeout.TotalMilliseconds));
        Set(socket, NotSentLowWater, MaxUnsentBytes);
    }

    /// <summary>
    /// Lets the system accept everything that is left to send, even if it has to wait for the client, since the stream ends.
    /// </summary>
    internal static void LiftBound(Socket socket) => Set(socket, NotSentLowWater, SystemDefault);

    private static void Set(Socket socket, int option, int value)
    {
        Span<byte> bytes = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, value);
        try
        {
            socket.SetRawSocketOption(Tcp, option, bytes);
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            // The client is already gone.
        }
    }
}
