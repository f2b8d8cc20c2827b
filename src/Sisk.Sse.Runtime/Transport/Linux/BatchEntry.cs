using System.Net.Sockets;

namespace Sisk.Sse.Transport.Linux;

/// <summary>The flush of one connection in a <see cref="SendBatch"/>.</summary>
/// <param name="connection">The connection.</param>
/// <param name="socket">The connection's socket.</param>
/// <param name="bytes">The bytes to send.</param>
internal struct BatchEntry(IBatchedSend connection, SafeSocketHandle socket, ArraySegment<byte> bytes)
{
    /// <summary>A descriptor that no socket has. The system rejects it.</summary>
    private const nint InvalidDescriptor = -1;

    private bool _hasReference;

    internal IBatchedSend Connection { get; } = connection;

    internal SafeSocketHandle Socket { get; } = socket;

    internal ArraySegment<byte> Bytes { get; } = bytes;

    /// <summary>Gets or sets the number of bytes sent, or a negative error number.</summary>
    internal int Sent { get; set; }

    /// <summary>Gets the socket's descriptor, and keeps it open until <see cref="ReleaseDescriptor"/>.</summary>
    internal nint AcquireDescriptor()
    {
        try
        {
            Socket.DangerousAddRef(ref _hasReference);
            return Socket.DangerousGetHandle();
        }
        catch (ObjectDisposedException)
        {
            return InvalidDescriptor;
        }
    }

    internal void ReleaseDescriptor()
    {
        if (_hasReference)
        {
            Socket.DangerousRelease();
        }
    }
}
