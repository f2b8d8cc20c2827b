using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Sisk.Sse.Transport.Linux;

/// <summary>
/// Performs many <c>send(2)</c> operations with one system call (io_uring of Linux, <c>linux/io_uring.h</c>). No operation waits for room
/// in a send buffer. When the call returns, all operations are complete, and their owners may reuse the bytes and sockets. Not thread-safe.
/// </summary>
internal sealed unsafe partial class SubmissionRing : IDisposable
{
    internal const int Capacity = 64;

    // The numbers are the same on every architecture.
    private const nint SetupCall = 425;
    internal const nint EnterCall = 426;

    private const byte SendOperation = 26;
    internal const int GetEvents = 1;
    private const long EntriesOffset = 0x10000000;

    // Linux 5.7 introduced FAST_POLL. Every system with it also supports the send operation.
    private const uint SingleMapping = 1 << 0;
    private const uint FastPoll = 1 << 5;

    private readonly SafeFileHandle _ring;
    private readonly Mapping _queues;
    private readonly Mapping _submissions;
    private readonly Parameters _parameters;
    private readonly SystemCalls _calls;

    private SubmissionRing(SafeFileHandle ring, in Parameters parameters, SystemCalls calls)
    {
        (_ring, _parameters, _calls) = (ring, parameters, calls);
        var submissionsLength = parameters.Submissions.Array + (parameters.SubmissionEntries * sizeof(uint));
        var completionsLength = parameters.Completions.Entries + (parameters.CompletionEntries * (uint)sizeof(Completion));
        _queues = new Mapping(ring, 0, Math.Max(submissionsLength, completionsLength));
        _submissions = new Mapping(ring, EntriesOffset, parameters.SubmissionEntries * (uint)sizeof(Submission));
    }

    /// <summary>Creates a ring. Returns null if the system has no io_uring, forbids it, or has no memory for another ring.</summary>
    internal static SubmissionRing? TryCreate(SystemCalls calls)
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

        var ring = new SubmissionRing(new SafeFileHandle(descriptor, ownsHandle: true), parameters, calls);
        if (!ring.TryInitialize())
        {
            ring.Dispose();
            return null;
        }

        return ring;
    }

    /// <summary>Prepares a send for the next <see cref="TrySubmit"/>.</summary>
    /// <param name="index">The index of the send, from 0.</param>
    /// <param name="socket">The descriptor, which must stay open until <see cref="TrySubmit"/> returns.</param>
    /// <param name="bytes">The address of the bytes, which must stay pinned until then.</param>
    /// <param name="length">The number of bytes.</param>
    internal void Set(int index, nint socket, nint bytes, int length)
    {
        var tail = *At(_parameters.Submissions.Tail);
        var slot = (tail + (uint)index) & *At(_parameters.Submissions.Mask);
        ((Submission*)_submissions.Start)[slot] = new Submission
        {
            Operation = SendOperation,
            Descriptor = (int)socket,
            Address = (ulong)bytes,
            Length = (uint)length,
            MessageFlags = SystemCalls.DontWait | SystemCalls.NoSignal,
            UserData = (ulong)index,
        };
    }

    /// <summary>Performs the prepared sends.</summary>
    /// <param name="results">
    /// Receives the number of bytes sent, or a negative error number. Not changed for a send without a result.
    /// </param>
    /// <param name="taken">The number of sends that the system accepted. Nothing of the others was sent.</param>
    /// <returns>True if every send has a result. Otherwise, the state of the ring is unknown and it must be discarded.</returns>
    internal bool TrySubmit(Span<int> results, out int taken)
    {
        ref var tail = ref *At(_parameters.Submissions.Tail);
        Volatile.Write(ref tail, tail + (uint)results.Length);
        taken = 0;
        var done = 0;
        while (done < results.Length)
        {
            var more = _calls.EnterRing(_ring, results.Length - taken, results.Length - done);
            taken += Math.Max(0, more);
            var completed = Complete(results);
            done += completed;
            if (more < 0 ? more != -SendErrors.Interrupted : more == 0 && completed == 0)
            {
                break;
            }
        }

        return taken == results.Length && done == taken;
    }

    public void Dispose()
    {
        _queues.Dispose();
        _submissions.Dispose();
        _ring.Dispose();
    }

    /// <summary>
    /// Maps each slot of the queue to the entry with the same index. Returns false if the ring does not have the needed features.
    /// </summary>
    private bool TryInitialize()
    {
        const uint Needed = SingleMapping | FastPoll;
        if ((_parameters.Features & Needed) != Needed || _parameters.SubmissionEntries != Capacity
            || _queues.IsInvalid || _submissions.IsInvalid)
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

    /// <summary>A memory mapping of the ring, shared with the system.</summary>
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
