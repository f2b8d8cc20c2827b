using System.Runtime.CompilerServices;
using Sisk.Sse.Wire;

namespace Sisk.Sse.Connections;

/// <summary>
/// The queued frames of one connection, bounded by number and by bytes. Not thread-safe; the connection locks.
/// </summary>
internal partial struct FrameQueue
{
    private const int FillingDivisor = 4;

    /// <summary>
    /// The number of events that may exceed the bounds while no write is pending. Events that arrive faster than the pump starts do not
    /// mean that the client is slow. The byte bound is doubled for them.
    /// </summary>
    private const int MaxSlackEvents = 256;

    private readonly int _maxEvents;
    private readonly long _maxBytes;
    private readonly Overflow _overflow;
    private readonly CoalescingIndex? _index;
    private FrameRing _frames = new();
    private long _bytes;

    // The allowance above the bounds: the size of the queue when the pending write began, or its maximum while no write is pending.
    private int _slackEvents;
    private long _slackBytes;

    // After a drop, single events are queued until the queue is empty. Each of them could otherwise hold another run in memory.
    private bool _hasGap;

    internal FrameQueue(int maxEvents, long maxBytes, Overflow overflow)
    {
        (_maxEvents, _maxBytes, _overflow) = (maxEvents, maxBytes, overflow);
        _index = overflow is Overflow.Coalesce ? new() : null;
        EndWrite();
    }

    /// <summary>Gets the number of queued frames, without those that were replaced.</summary>
    internal readonly int Count => _index is null ? _frames.Count : _frames.Count - _index.ReplacedCount;

    /// <summary>Gets a value indicating whether more than a quarter of the bounds is used.</summary>
    internal readonly bool IsFilling => IsFilledBeyond(FillingDivisor);

    /// <summary>Gets a value indicating whether at most an eighth of the bounds is used.</summary>
    internal readonly bool IsNearlyEmpty => !IsFilledBeyond(2 * FillingDivisor);

    /// <summary>Returns true if a frame fits. An empty queue accepts any frame, so that a large one does not wait forever.</summary>
    internal readonly bool HasRoomFor(Frame frame) => HasRoomFor(frame, 0, 0);

    /// <summary>
    /// Begins to apply the bounds to new frames, because a write waits for the client. Frames queued so far do not count.
    /// </summary>
    internal void BeginWrite() => (_slackEvents, _slackBytes) = (Math.Min(Count, MaxSlackEvents), Math.Min(_bytes, _maxBytes));

    internal void EndWrite() => (_slackEvents, _slackBytes) = (MaxSlackEvents, _maxBytes);

    /// <summary>Adds a frame according to the overflow policy.</summary>
    /// <param name="frame">The frame.</param>
    /// <param name="run">The run of which the frame is the last; null for none.</param>
    /// <param name="drops">The counts to which those of dropped frames are added: of this one, or of older ones in its place.</param>
    [MethodImpl(DeliveryPath.Optimized)]
    internal QueueResult Add(Frame frame, FrameRun? run, ref DropCounts? drops)
    {
        if (_index is not null)
        {
            Replace(frame, _index, ref drops);
        }

        while (!HasRoomFor(frame, _slackEvents, _slackBytes))
        {
            switch (_overflow)
            {
                case Overflow.Disconnect:
                    return QueueResult.Overflowed;
                case Overflow.DropNewest:
                    _hasGap = true;
                    CountDrop(frame, ref drops);
                    return QueueResult.Dropped;
                default:
                    CountDrop(Take(), ref drops);
                    break;
            }
        }

        AddAlways(frame, run);
        return QueueResult.Added;
    }

    /// <summary>Adds the last event of a stream. There is always room for it, because its client does not reconnect.</summary>
    /// <param name="frame">The event.</param>
    /// <param name="drops">The counts to which that of a frame that it has replaced is added.</param>
    internal QueueResult AddLast(Frame frame, ref DropCounts? drops)
    {
        if (_index is not null)
        {
            Replace(frame, _index, ref drops);
        }

        AddAlways(frame);
        return QueueResult.Added;
    }

    /// <summary>Adds a frame regardless of the bounds: a frame of the protocol, such as a ping or a retry.</summary>
    internal void AddAlways(Frame frame) => AddAlways(frame, null);

    [MethodImpl(DeliveryPath.Inlined)]
    private void AddAlways(Frame frame, FrameRun? run)
    {
        _hasGap = _hasGap && _frames.Count > 0;
        _frames.Add(frame, _index is null && !_hasGap ? run : null);
        _bytes += frame.Length;
        _index?.Add(frame);
    }

    /// <summary>Takes frames from the front.</summary>
    /// <param name="taken">Receives the frames.</param>
    /// <param name="bytes">The number of bytes after which no further frame is taken.</param>
    /// <returns>The number of ranges.</returns>
    internal int Take(Span<FrameRange> taken, int bytes)
    {
        var count = 0;
        while (count < taken.Length && bytes > 0 && _frames.Count > 0)
        {
            var range = _index is null ? TakeRange(bytes) : new FrameRange(Take());
            taken[count++] = range;
            bytes -= range.Length;
        }

        return count;
    }

    private FrameRange TakeRange(int bytes)
    {
        var range = _frames.Take(bytes);
        _bytes -= range.Length;
        return range;
    }

    internal Frame Take()
    {
        var frame = _frames.Take();
        _bytes -= frame.Length;
        if (_index is not null)
        {
            _index.Remove(frame);
            DropReplaced(_index);
        }

        return frame;
    }

    /// <summary>Removes the frames that match, and keeps the others in their order.</summary>
    internal void RemoveAll(Predicate<Frame> match)
    {
        for (var left = Count; left > 0; left--)
        {
            var frame = Take();
            if (!match(frame))
            {
                AddAlways(frame);
            }
        }
    }

    internal void Clear()
    {
        (_frames, _bytes) = (new FrameRing(), 0);
        _index?.Clear();
    }

    private readonly void CountDrop(Frame frame, ref DropCounts? drops) => (drops ??= new DropCounts()).Add(frame, _overflow);

    [MethodImpl(DeliveryPath.Inlined)]
    private readonly bool HasRoomFor(Frame frame, int slackEvents, long slackBytes) =>
        Count == 0 || (Count - slackEvents < _maxEvents && _bytes + frame.Length - slackBytes <= _maxBytes);

    [MethodImpl(DeliveryPath.Inlined)]
    private readonly bool IsFilledBeyond(int divisor) =>
        Count > ((long)_maxEvents + _slackEvents) / divisor || _bytes > _maxBytes / divisor;
}
