using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace Sisk.Sse.Transport.Linux;

/// <summary>
/// Flushes of many connections that leave together, by one system call where the system has that: a call for each costs a small event
/// a third more. A connection that is part of it has its pump's turn until it is told. One thread at a time.
/// </summary>
internal sealed class SendBatch(SendBatches owner) : IDisposable
{
    /// <summary>From how many sends on one call for all of them is faster than a call for each.</summary>
    private const int FewestForRing = 4;

    /// <summary>So much is still in the processor's cache when it is sent.</summary>
    private const int MaxBytes = 256 * 1024;

    /// <summary>The result of a send that the system took and has not reported: the connection is cut, since its bytes may have left in part.</summary>
    private const int Unknown = int.MinValue;

    private readonly Entry[] _entries = new Entry[SubmissionRing.Capacity];
    private readonly PinnedGCHandle<byte[]>[] _pins = new PinnedGCHandle<byte[]>[SubmissionRing.Capacity];
    private SubmissionRing? _ring;
    private int _count;
    private int _bytes;

    /// <summary>How many flushes were to be part of it, since it was rented, and had to take their server's way.</summary>
    internal int OutsideIt { get; private set; }

    /// <summary>Counts one of these.</summary>
    internal void NoteOutside() => OutsideIt++;

    /// <summary>Makes it as good as new.</summary>
    internal void Reset() => OutsideIt = 0;

    /// <summary>Takes up a flush. <see cref="IBatchedSend.OnSent"/> is told with the batch's own, which may be now.</summary>
    /// <param name="connection">Whose flush it is.</param>
    /// <param name="socket">The connection's socket.</param>
    /// <param name="bytes">What begins with the bytes to send.</param>
    /// <param name="length">How many these are.</param>
    internal void Add(IBatchedSend connection, SafeSocketHandle socket, byte[] bytes, int length)
    {
        if (_count == _entries.Length || _bytes >= MaxBytes)
        {
            Flush();
        }

        _entries[_count++] = new Entry(connection, socket, bytes, length);
        _bytes += length;
    }

    /// <summary>Sends what was taken up, as far as the sockets have room, and tells the connections.</summary>
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

    private void Send(Span<Entry> entries)
    {
        try
        {
            if (entries.Length >= FewestForRing && (_ring ??= owner.TryCreateRing()) is { } ring)
            {
                SendTogether(entries, ring);
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
                entry.Sent = Unknown;
            }
        }
    }

    private void SendEach(Span<Entry> entries)
    {
        foreach (ref var entry in entries)
        {
            entry.Sent = owner.Calls.Send(entry.Socket, entry.Bytes.AsSpan(0, entry.Length));
        }
    }

    private void SendTogether(Span<Entry> entries, SubmissionRing ring)
    {
        Span<int> results = stackalloc int[entries.Length];
        results.Fill(Unknown);
        var isUsable = TrySubmit(entries, ring, results, out var taken);
        for (var i = 0; i < entries.Length; i++)
        {
            // Nothing was sent of what was not taken, so the connection can send it itself.
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

    /// <summary>Nothing of others runs between taking hold of the sockets and letting go of them: who closes one waits for that, spinning.</summary>
    private bool TrySubmit(Span<Entry> entries, SubmissionRing ring, Span<int> results, out int taken)
    {
        var pins = 0;
        for (var i = 0; i < entries.Length; i++)
        {
            ref var entry = ref entries[i];
            if (pins == 0 || _pins[pins - 1].Target != entry.Bytes)
            {
                Pin(pins++, entry.Bytes);
            }

            ring.Set(i, entry.Hold(), Address(_pins[pins - 1]), entry.Length);
        }

        try
        {
            return ring.TrySubmit(results, out taken);
        }
        finally
        {
            foreach (ref var entry in entries)
            {
                entry.Release();
            }

            foreach (ref var pin in _pins.AsSpan(0, pins))
            {
                pin.Target = [];
            }
        }
    }

    private static unsafe nint Address(PinnedGCHandle<byte[]> pin) => (nint)pin.GetAddressOfArrayData();

    private void Pin(int place, byte[] bytes)
    {
        ref var pin = ref _pins[place];
        if (!pin.IsAllocated)
        {
            pin = new(bytes);
        }
        else
        {
            pin.Target = bytes;
        }
    }

    private struct Entry(IBatchedSend connection, SafeSocketHandle socket, byte[] bytes, int length)
    {
        /// <summary>What no socket has: the system refuses it.</summary>
        private const nint Closed = -1;

        private bool _isHeld;

        internal IBatchedSend Connection { get; } = connection;

        internal SafeSocketHandle Socket { get; } = socket;

        internal byte[] Bytes { get; } = bytes;

        internal int Length { get; } = length;

        internal int Sent { get; set; }

        /// <summary>The socket's descriptor, which nothing else gets before <see cref="Release"/>.</summary>
        internal nint Hold()
        {
            try
            {
                Socket.DangerousAddRef(ref _isHeld);
                return Socket.DangerousGetHandle();
            }
            catch (ObjectDisposedException)
            {
                return Closed;
            }
        }

        internal void Release()
        {
            if (_isHeld)
            {
                Socket.DangerousRelease();
            }
        }
    }
}
