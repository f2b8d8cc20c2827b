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

    /// <summary>The size at which a batch is sent. Up to this size, its bytes are still in the processor's cache.</summary>
    private const int MaxBytes = 256 * 1024;

    /// <summary>
    /// The result of a send that the system accepted but did not report. The connection is aborted, since a part of its bytes may be sent.
    /// </summary>
    private const int UnknownResult = int.MinValue;

    private readonly BatchEntry[] _entries = new BatchEntry[SubmissionRing.Capacity];
    private readonly PinnedGCHandle<byte[]>[] _pins = new PinnedGCHandle<byte[]>[SubmissionRing.Capacity];
    private SubmissionRing? _ring;
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
    /// <param name="bytes">The array that begins with the bytes to send. It must not change until then.</param>
    /// <param name="length">The number of bytes to send.</param>
    internal void Add(IBatchedSend connection, SafeSocketHandle socket, byte[] bytes, int length)
    {
        if (_count == _entries.Length || _bytes >= MaxBytes)
        {
            Flush();
        }

        _entries[_count++] = new BatchEntry(connection, socket, bytes, length);
        _bytes += length;
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
            entry.Sent = owner.Calls.Send(entry.Socket, entry.Bytes.AsSpan(0, entry.Length));
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
            if (pins == 0 || _pins[pins - 1].Target != entry.Bytes)
            {
                Pin(pins++, entry.Bytes);
            }

            ring.Set(i, entry.AcquireDescriptor(), Address(_pins[pins - 1]), entry.Length);
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
