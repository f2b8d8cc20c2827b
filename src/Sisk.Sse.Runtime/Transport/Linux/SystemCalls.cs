using System.Net.Sockets;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Sisk.Sse.Transport.Linux;

/// <summary>The system calls of the socket transport. Tests override them to inject errors.</summary>
internal partial class SystemCalls
{
    internal const int DontWait = 0x40;
    internal const int NoSignal = 0x4000;

    /// <summary>Gets the calls of Linux.</summary>
    internal static SystemCalls Linux { get; } = new();

    /// <summary>
    /// Sends without waiting. Calls <c>send(2)</c> directly, because <see cref="Socket.Send(ReadOnlySpan{byte})"/> first checks its
    /// asynchronous operations. With thousands of sockets, that check doubles the cost of a delivery in user mode.
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

    /// <summary>Sends all bytes, and waits for room in the send buffer.</summary>
    /// <returns>A task that completes when the bytes are sent, with their number.</returns>
    /// <exception cref="SocketException">The connection is broken.</exception>
    /// <exception cref="ObjectDisposedException">The socket is closed.</exception>
    internal virtual ValueTask<int> SendAllAsync(Socket socket, ReadOnlyMemory<byte> bytes) => socket.SendAsync(bytes, SocketFlags.None);

    /// <summary>Reads a socket option.</summary>
    /// <returns>The option's length in bytes, or -1 if it cannot be read.</returns>
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
    private static partial nint Enter(
        nint call, SafeFileHandle ring, nuint toSubmit, nuint minComplete, nuint flags, nint signals, nuint size);
}
