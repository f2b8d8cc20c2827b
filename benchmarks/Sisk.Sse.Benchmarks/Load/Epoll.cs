using System.Buffers.Binary;
using System.ComponentModel;
using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace Sisk.Sse.Benchmarks.Load;

/// <summary>
/// Linux's epoll: one thread sees which of ten thousand sockets have something to read. The load generator shares two cores with
/// the server, and .NET's asynchronous sockets cost it as much as the server under test.
/// </summary>
internal sealed partial class Epoll
{
    private const int Add = 1;
    private const uint Readable = 1;
    private const int Batch = 1024;

    // The kernel's struct is packed on x86-64 and nowhere else.
    private static readonly int _eventSize = RuntimeInformation.ProcessArchitecture is Architecture.X64 ? 12 : 16;

    private readonly int _handle = EpollCreate(0);
    private readonly byte[] _events = new byte[Batch * _eventSize];

    internal void Watch(Socket socket, int token)
    {
        Span<byte> request = stackalloc byte[16];
        BinaryPrimitives.WriteUInt32LittleEndian(request, Readable);
        BinaryPrimitives.WriteInt32LittleEndian(request[(_eventSize - sizeof(long))..], token);
        if (EpollControl(_handle, Add, (int)socket.Handle, ref request[0]) < 0)
        {
            throw new Win32Exception(Marshal.GetLastPInvokeError());
        }
    }

    /// <summary>Waits until something can be read, and says from how many.</summary>
    internal int Wait() => EpollWait(_handle, ref _events[0], Batch, -1);

    internal int Token(int index) =>
        BinaryPrimitives.ReadInt32LittleEndian(_events.AsSpan((index * _eventSize) + _eventSize - sizeof(long)));

    [LibraryImport("libc", EntryPoint = "epoll_create1", SetLastError = true)]
    private static partial int EpollCreate(int flags);

    [LibraryImport("libc", EntryPoint = "epoll_ctl", SetLastError = true)]
    private static partial int EpollControl(int epoll, int operation, int descriptor, ref byte change);

    [LibraryImport("libc", EntryPoint = "epoll_wait", SetLastError = true)]
    private static partial int EpollWait(int epoll, ref byte events, int max, int timeout);
}
