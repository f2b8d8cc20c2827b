using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace Sisk.Sse.Transport.Linux;

/// <summary>
/// Sends the flushes of many connections together, with one system call if io_uring is available. For small events, a call for each
/// connection costs a third more. The pump of a connection in the batch is running until <see cref="IBatchedSend.OnSent"/> is called.
/// Not thread-safe.
/// </summary>
internal sealed class SendBatch(SendBatches owner) : IDisposable
{
    /// <summary>The number of sends from which io_uring is faster than a system call for each.</summary>
    private const int MinSendsForRing = 4;

    /// <summary>The number of bytes that a flush may have in the memory of a batch.</summary>
    internal const int RoomBytes = 80 * 1024;

    private const int MemoryBytes = 256 * 1024;

    /// <summary>The size at which a batch is sent. Up to this size, its bytes are still in the processor's cache.</summary>
    private const int MaxBytes = 256 * 1024;

    /// <summary>
    /// The result of a send that the system accepted but did not report. The connection is aborted, since a part of its bytes may be sent.
    /// </summary>
    private const int UnknownResult = int.MinValue;

    private readonly BatchEntry[] _entries = new BatchEntry[SubmissionRing.Capacity];
    private readonly PinnedGCHandle<byte[]>[] _pins = new PinnedGCHandle<byte[]>[SubmissionRing.Capacity];
    private SubmissionRing? _ring;
    private byte[]? _memory;
    private int _used;
    private int _count;
    private int _bytes;

    /// <summary>Gets the number of flushes since the batch was rented that could not be batched and went through the server.</summary>
    internal int UnbatchedCount { get; private set; }

    internal void CountUnbatched() => UnbatchedCount++;

    internal void Reset() => UnbatchedCount = 0;

    /// <summary>
    /// Adds a flush. A full batch is sent first. <see cref="IBatchedSend.OnSent"/> is called when the flush has been sent.
    /// </summary>
    /// <param name="connection">The connection.</param>
    /// <param name="socket">The connection's socket.</param>
    /// <param name="bytes">The bytes to send. They must not change until then.</param>
    internal void Add(IBatchedSend connection, SafeSocketHandle socket, ArraySegment<byte> bytes)
    {
        if (_count == _entries.Length || _bytes >= MaxBytes)
        {
            Flush();
        }

        _entries[_count++] = new BatchEntry(connection, socket, bytes);
        _bytes += bytes.Count;
        if (bytes.Array == _memory)
        {
            _used = bytes.Offset + bytes.Count;
        }
    }

    /// <summary>Sends the batch, as far as the sockets have room, and reports the results to the connections.</summary>
    internal void Flush()
    {
        if (_count == 0)
        {
            return;
        }

        var entries = _entries.AsSpan(0, _count);
        (_count, _bytes) = (0, 0);
        Send(entries);
        foreach (ref var entry in entries)
        {
            var (connection, sent) = (entry.Connection, entry.Sent);
            entry = default;
            connection.OnSent(sent);
        }

        _used = 0;
    }

    /// <summary>
    /// Gets memory for the bytes of the flush that is added next, so that a burst needs no memory for each connection. It is the batch's
    /// until then, and again after <see cref="IBatchedSend.OnSent"/>.
    /// </summary>
    /// <returns>The memory, with room for <see cref="RoomBytes"/>.</returns>
    internal ArraySegment<byte> GetRoom()
    {
        if (_used > MemoryBytes - RoomBytes)
        {
            Flush();
        }

        _memory ??= GC.AllocateUninitializedArray<byte>(MemoryBytes, pinned: true);
        return new(_memory, _used, RoomBytes);
    }

    public void Dispose()
    {
        _ring?.Dispose();
        foreach (var pin in _pins)
        {
            pin.Dispose();
        }
    }

    private void Send(Span<BatchEntry> entries)
    {
        try
        {
            if (entries.Length >= MinSendsForRing && (_ring ??= owner.TryCreateRing()) is { } ring)
            {
                SendByRing(entries, ring);
            }
            else
            {
                SendEach(entries);
            }
        }
        catch (Exception exception)
        {
            owner.Report(exception);
            foreach (ref var entry in entries)
            {
                entry.Sent = UnknownResult;
            }
        }
    }

    private void SendEach(Span<BatchEntry> entries)
    {
        foreach (ref var entry in entries)
        {
            entry.Sent = owner.Calls.Send(entry.Socket, entry.Bytes);
        }
    }

    private void SendByRing(Span<BatchEntry> entries, SubmissionRing ring)
    {
        Span<int> results = stackalloc int[entries.Length];
        results.Fill(UnknownResult);
        var isUsable = TrySubmit(entries, ring, results, out var taken);
        for (var i = 0; i < entries.Length; i++)
        {
            // Nothing of a send that was not taken has left, so the connection can send it on its own.
            var notSent = i >= taken || SendErrors.IsUnsupported(results[i]);
            isUsable &= !notSent;
            entries[i].Sent = notSent ? 0 : results[i];
        }

        if (!isUsable)
        {
            _ring = null;
            owner.Discard(ring);
        }
    }

    /// <summary>
    /// Submits the entries. No foreign code may run between acquiring and releasing the descriptors, because a thread that closes such a
    /// socket spins until the release.
    /// </summary>
    private bool TrySubmit(Span<BatchEntry> entries, SubmissionRing ring, Span<int> results, out int taken)
    {
        var pins = 0;
        for (var i = 0; i < entries.Length; i++)
        {
            ref var entry = ref entries[i];
            if (pins == 0 || _pins[pins - 1].Target != entry.Bytes.Array)
            {
                Pin(pins++, entry.Bytes.Array!);
            }

            ring.Set(i, entry.AcquireDescriptor(), Address(_pins[pins - 1]) + entry.Bytes.Offset, entry.Bytes.Count);
        }

        try
        {
            return ring.TrySubmit(results, out taken);
        }
        finally
        {
            foreach (ref var entry in entries)
            {
                entry.ReleaseDescriptor();
            }

            foreach (ref var pin in _pins.AsSpan(0, pins))
            {
                pin.Target = [];
            }
        }
    }

    private static unsafe nint Address(PinnedGCHandle<byte[]> pin) => (nint)pin.GetAddressOfArrayData();

    private void Pin(int index, byte[] bytes)
    {
        ref var pin = ref _pins[index];
        if (!pin.IsAllocated)
        {
            pin = new(bytes);
        }
        else
        {
            pin.Target = bytes;
        }
    }
}
