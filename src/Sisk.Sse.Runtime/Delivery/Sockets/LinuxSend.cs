using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace Sisk.Sse.Delivery.Sockets;

/// <summary>
/// One <c>send(2)</c> that never waits. <see cref="Socket.Send(ReadOnlySpan{byte})"/> goes through the state of its asynchronous
/// operations first, which for thousands of sockets costs as much as all else that a delivery does outside the system.
/// </summary>
internal static partial class LinuxSend
{
    internal const int DontWait = 0x40;
    internal const int NoSignal = 0x4000;

    /// <summary>How many bytes the system has taken: none where it has no room, and none where the connection is broken or closed, which who waits for room hears.</summary>
    internal static int TrySend(SafeSocketHandle socket, ReadOnlySpan<byte> bytes)
    {
        try
        {
            return (int)Math.Max(0, Send(socket, in MemoryMarshal.GetReference(bytes), bytes.Length, DontWait | NoSignal));
        }
        catch (ObjectDisposedException)
        {
            return 0;
        }
    }

    [LibraryImport("libc", EntryPoint = "send")]
    private static partial nint Send(SafeSocketHandle socket, in byte bytes, nint length, int flags);
}
