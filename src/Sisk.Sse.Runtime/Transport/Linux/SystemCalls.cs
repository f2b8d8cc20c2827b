using System.Net.Sockets;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Sisk.Sse.Transport.Linux;

/// <summary>The system calls of the socket transport. Tests override them to inject errors.</summary>
internal partial class SystemCalls
{
    internal const int DontWait = 0x40;
    internal const int NoSignal = 0x4000;

    /// <summary>The calls of Linux.</summary>
    internal static SystemCalls Linux { get; } = new();

    /// <summary>
    /// Sends without waiting. Calls <c>send(2)</c> directly: <see cref="Socket.Send(ReadOnlySpan{byte})"/> first looks at the state of its
    /// asynchronous operations, which for thousands of sockets costs as much as the rest of a delivery outside the system.
    /// </summary>
    /// <returns>The number of bytes sent, or a negative error number.</returns>
    internal virtual int Send(SafeSocketHandle socket, ReadOnlySpan<byte> bytes)
    {
        try
        {
            var sent = Send(socket, in MemoryMarshal.GetReference(bytes), bytes.Length, DontWait | NoSignal);
            return sent >= 0 ? (int)sent : -Marshal.GetLastPInvokeError();
        }
        catch (ObjectDisposedException)
        {
            return -SendErrors.BadDescriptor;
        }
    }

    /// <summary>Sends all bytes and waits for room.</summary>
    /// <exception cref="SocketException">The connection is broken.</exception>
    /// <exception cref="ObjectDisposedException">The socket is closed.</exception>
    internal virtual ValueTask<int> SendAllAsync(Socket socket, ReadOnlyMemory<byte> bytes) => socket.SendAsync(bytes, SocketFlags.None);

    /// <summary>Reads a socket option.</summary>
    /// <returns>The option's length in bytes, or -1 if the system does not give it.</returns>
    internal virtual int GetOption(Socket socket, int level, int name, Span<byte> value)
    {
        try
        {
            return socket.GetRawSocketOption(level, name, value);
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            return -1;
        }
    }

    /// <summary>Calls <c>io_uring_enter(2)</c>.</summary>
    /// <returns>The number of submissions that the system consumed, or a negative error number.</returns>
    internal virtual int EnterRing(SafeFileHandle ring, int toSubmit, int minComplete)
    {
        var consumed = Enter(SubmissionRing.EnterCall, ring, (nuint)toSubmit, (nuint)minComplete, SubmissionRing.GetEvents, 0, 0);
        return consumed >= 0 ? (int)consumed : -Marshal.GetLastPInvokeError();
    }

    [LibraryImport("libc", EntryPoint = "send", SetLastError = true)]
    private static partial nint Send(SafeSocketHandle socket, in byte bytes, nint length, int flags);

    [LibraryImport("libc", EntryPoint = "syscall", SetLastError = true)]
    private static partial nint Enter(nint call, SafeFileHandle ring, nuint toSubmit, nuint minComplete, nuint flags, nint signals, nuint size);
}
