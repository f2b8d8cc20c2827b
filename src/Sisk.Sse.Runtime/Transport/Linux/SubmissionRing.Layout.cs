using System.Runtime.InteropServices;

namespace Sisk.Sse.Transport.Linux;

/// <content>The structures of <c>linux/io_uring.h</c>, with the fields that are used.</content>
internal sealed unsafe partial class SubmissionRing
{
    /// <summary><c>struct io_uring_params</c>.</summary>
    [StructLayout(LayoutKind.Explicit, Size = 120)]
    private struct Parameters
    {
        [FieldOffset(0)]
        internal uint SubmissionEntries;
        [FieldOffset(4)]
        internal uint CompletionEntries;
        [FieldOffset(20)]
        internal uint Features;
        [FieldOffset(40)]
        internal SubmissionOffsets Submissions;
        [FieldOffset(80)]
        internal CompletionOffsets Completions;
    }

    /// <summary><c>struct io_sqring_offsets</c>.</summary>
    [StructLayout(LayoutKind.Explicit, Size = 40)]
    private struct SubmissionOffsets
    {
        [FieldOffset(4)]
        internal uint Tail;
        [FieldOffset(8)]
        internal uint Mask;
        [FieldOffset(24)]
        internal uint Array;
    }

    /// <summary><c>struct io_cqring_offsets</c>.</summary>
    [StructLayout(LayoutKind.Explicit, Size = 40)]
    private struct CompletionOffsets
    {
        [FieldOffset(0)]
        internal uint Head;
        [FieldOffset(4)]
        internal uint Tail;
        [FieldOffset(8)]
        internal uint Mask;
        [FieldOffset(20)]
        internal uint Entries;
    }

    /// <summary><c>struct io_uring_sqe</c>.</summary>
    [StructLayout(LayoutKind.Explicit, Size = 64)]
    private struct Submission
    {
        [FieldOffset(0)]
        internal byte Operation;
        [FieldOffset(4)]
        internal int Descriptor;
        [FieldOffset(16)]
        internal ulong Address;
        [FieldOffset(24)]
        internal uint Length;
        [FieldOffset(28)]
        internal uint MessageFlags;
        [FieldOffset(32)]
        internal ulong UserData;
    }

    /// <summary><c>struct io_uring_cqe</c>.</summary>
    [StructLayout(LayoutKind.Explicit, Size = 16)]
    private struct Completion
    {
        [FieldOffset(0)]
        internal ulong UserData;
        [FieldOffset(8)]
        internal int Result;
    }
}
