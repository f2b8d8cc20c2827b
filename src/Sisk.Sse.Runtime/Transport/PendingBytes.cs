using System.Buffers;
using Sisk.Sse.Transport.Linux;

namespace Sisk.Sse.Transport;

/// <summary>
/// The bytes of one flush. Chunks that are one piece of memory are sent from there. Others are copied into the memory of a batch, or into a
/// rented array if there is no batch, if they are too large for it, or if the socket has no room for all of them.
/// </summary>
internal struct PendingBytes()
{
    private const int InitialCapacity = 16 * 1024;

    private byte[] _array = [];
    private int _start;
    private int _end;
    private bool _isRented;

    /// <summary>Gets the number of bytes.</summary>
    internal int Length { get; private set; }

    /// <summary>Gets the bytes.</summary>
    internal readonly ArraySegment<byte> Bytes => new(_array, _start, Length);

    private readonly bool IsCopied => _end > 0;

    /// <summary>Adds chunks.</summary>
    /// <param name="chunks">The chunks, which must not change.</param>
    /// <param name="batch">The batch to which the bytes will be added; null for none.</param>
    internal void Add(ArraySegment<byte> chunks, SendBatch? batch)
    {
        if (Length == 0)
        {
            (_array, _start, Length) = (chunks.Array!, chunks.Offset, chunks.Count);
            return;
        }

        if (_end - _start - Length < chunks.Count)
        {
            Grow(chunks.Count, batch);
        }

        chunks.CopyTo(_array, _start + Length);
        Length += chunks.Count;
    }

    /// <summary>Copies bytes that are in the memory of a batch, which is about to be used for others.</summary>
    internal void LeaveBatch()
    {
        if (IsCopied && !_isRented)
        {
            Rent(Length);
        }
    }

    internal void Clear()
    {
        Return();
        (_array, _start, Length, _end, _isRented) = ([], 0, 0, 0, false);
    }

    private void Grow(int more, SendBatch? batch)
    {
        if (IsCopied || batch is null || Length + more > SendBatch.RoomBytes)
        {
            Rent(Math.Max(InitialCapacity, Math.Max(Length + more, Length * 2)));
            return;
        }

        var room = batch.GetRoom();
        Bytes.CopyTo(room);
        (_array, _start, _end) = (room.Array!, room.Offset, room.Offset + room.Count);
    }

    private void Rent(int capacity)
    {
        var larger = ArrayPool<byte>.Shared.Rent(capacity);
        Bytes.CopyTo(larger);
        Return();
        (_array, _start, _end, _isRented) = (larger, 0, larger.Length, true);
    }

    private readonly void Return()
    {
        if (_isRented)
        {
            ArrayPool<byte>.Shared.Return(_array);
        }
    }
}
