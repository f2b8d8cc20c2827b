using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Sisk.Sse.Delivery.Sockets;

/// <summary>
/// Many <c>send(2)</c>s by one system call (io_uring of Linux, <c>linux/io_uring.h</c>). None waits for room: each has its result when
/// the call returns, and nothing of it is under way any more, so that whoever owns the bytes and the sockets has them back.
/// One thread at a time.
/// </summary>
internal sealed unsafe partial class SubmissionRing : IDisposable
{
    internal const int Capacity = 64;

    // The same on every architecture.
    private const nint SetupCall = 425;
    private const nint EnterCall = 426;

    private const byte SendOperation = 26;
    private const int GetEvents = 1;
    private const int Interrupted = 4;
    private const long EntriesOffset = 0x10000000;

    // What SEND without waiting needs came before the second of them (Linux 5.7).
    private const uint OneMapping = 1 << 0;
    private const uint FastPoll = 1 << 5;

    private readonly SafeFileHandle _ring;
    private readonly Mapping _queues;
    private readonly Mapping _submissions;
    private readonly Parameters _parameters;

    private SubmissionRing(SafeFileHandle ring, in Parameters parameters)
    {
        (_ring, _parameters) = (ring, parameters);
        var ofSubmissions = parameters.Submissions.Array + (parameters.SubmissionEntries * sizeof(uint));
        var ofCompletions = parameters.Completions.Entries + (parameters.CompletionEntries * (uint)sizeof(Completion));
        _queues = new Mapping(ring, 0, Math.Max(ofSubmissions, ofCompletions));
        _submissions = new Mapping(ring, EntriesOffset, parameters.SubmissionEntries * (uint)sizeof(Submission));
    }

    /// <summary>A ring; null where the system has none, does not allow it or has no room for another one.</summary>
    internal static SubmissionRing? TryCreate()
    {
        if (!OperatingSystem.IsLinux() || sizeof(nint) < sizeof(long))
        {
            return null;
        }

        var parameters = default(Parameters);
        var descriptor = Setup(SetupCall, Capacity, &parameters);
        if (descriptor < 0)
        {
            return null;
        }

        var ring = new SubmissionRing(new SafeFileHandle(descriptor, ownsHandle: true), parameters);
        if (!ring.TryBegin())
        {
            ring.Dispose();
            return null;
        }

        return ring;
    }

    /// <summary>Sets the next send.</summary>
    /// <param name="index">Its place, from 0.</param>
    /// <param name="socket">The descriptor, which has to stay open until <see cref="Submit"/> returns.</param>
    /// <param name="bytes">What is sent, which has to stay where it is until then.</param>
    /// <param name="length">How many bytes these are.</param>
    internal void Set(int index, nint socket, nint bytes, int length)
    {
        var tail = *At(_parameters.Submissions.Tail);
        var place = (tail + (uint)index) & *At(_parameters.Submissions.Mask);
        ((Submission*)_submissions.Start)[place] = new Submission
        {
            Operation = SendOperation,
            Descriptor = (int)socket,
            Address = (ulong)bytes,
            Length = (uint)length,
            MessageFlags = LinuxSend.DontWait | LinuxSend.NoSignal,
            UserData = (ulong)index,
        };
    }

    /// <summary>Does the sends that were set. Returns how many the system has taken up; where these are fewer, the ring is of no further use.</summary>
    /// <param name="results">For each what <c>send(2)</c> returns, or a negative error number. Left alone where there is none.</param>
    internal int Submit(Span<int> results)
    {
        ref var tail = ref *At(_parameters.Submissions.Tail);
        Volatile.Write(ref tail, tail + (uint)results.Length);
        var (taken, done) = (0, 0);
        while (done < results.Length)
        {
            var more = Enter(EnterCall, _ring, (nuint)(results.Length - taken), (nuint)(results.Length - done), GetEvents, 0, 0);
            var isStuck = more < 0 ? Marshal.GetLastPInvokeError() != Interrupted : more == 0 && taken < results.Length;
            taken += (int)Math.Max(0, more);
            done += Complete(results);
            if (isStuck)
            {
                break;
            }
        }

        return taken;
    }

    public void Dispose()
    {
        _queues.Dispose();
        _submissions.Dispose();
        _ring.Dispose();
    }

    /// <summary>Each place of the queue stands for the entry at the same place, for good. False where the ring is not what is needed.</summary>
    private bool TryBegin()
    {
        const uint Needed = OneMapping | FastPoll;
        if ((_parameters.Features & Needed) != Needed || _parameters.SubmissionEntries != Capacity || _queues.IsInvalid || _submissions.IsInvalid)
        {
            return false;
        }

        for (var i = 0; i < Capacity; i++)
        {
            At(_parameters.Submissions.Array)[i] = (uint)i;
        }

        return true;
    }

    private int Complete(Span<int> results)
    {
        ref var head = ref *At(_parameters.Completions.Head);
        var (first, next) = (head, Volatile.Read(ref *At(_parameters.Completions.Tail)));
        var completions = (Completion*)At(_parameters.Completions.Entries);
        for (var i = first; i != next; i++)
        {
            var completion = completions[i & *At(_parameters.Completions.Mask)];
            results[(int)completion.UserData] = completion.Result;
        }

        Volatile.Write(ref head, next);
        return (int)(next - first);
    }

    private uint* At(uint offset) => (uint*)(_queues.Start + (nint)offset);

    [LibraryImport("libc", EntryPoint = "syscall", SetLastError = true)]
    private static partial nint Setup(nint call, nuint entries, Parameters* parameters);

    [LibraryImport("libc", EntryPoint = "syscall", SetLastError = true)]
    private static partial nint Enter(nint call, SafeFileHandle ring, nuint toSubmit, nuint minComplete, nuint flags, nint signals, nuint size);

    /// <summary>Memory of the ring's that the system shares.</summary>
    private sealed partial class Mapping : SafeHandleMinusOneIsInvalid
    {
        private const int ReadAndWrite = 3;
        private const int SharedAndPopulated = 0x8001;

        private readonly nuint _length;

        internal Mapping(SafeFileHandle ring, long offset, uint length)
            : base(ownsHandle: true)
        {
            _length = length;
            SetHandle(Map(0, length, ReadAndWrite, SharedAndPopulated, ring, offset));
        }

        internal nint Start => handle;

        protected override bool ReleaseHandle() => Unmap(handle, _length) == 0;

        [LibraryImport("libc", EntryPoint = "mmap")]
        private static partial nint Map(nint address, nuint length, int protection, int flags, SafeFileHandle ring, long offset);

        [LibraryImport("libc", EntryPoint = "munmap")]
        private static partial int Unmap(nint address, nuint length);
    }
}
