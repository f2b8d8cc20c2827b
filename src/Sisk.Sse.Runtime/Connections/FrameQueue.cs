using Sisk.Sse.Wire;

namespace Sisk.Sse.Connections;

/// <summary>
/// The queued frames of one connection, bounded by number and by bytes. Not thread-safe; the connection locks. A struct that stores its
/// first frame in place, so that a queue with one frame needs no other memory.
/// </summary>
internal partial struct FrameQueue(int maxEvents, long maxBytes, Overflow overflow)
{
    private const int InitialCapacity = 4;
    private const int FillingDivisor = 4;

    /// <summary>
    /// The number of events that may exceed the bounds while no write is pending. Events that arrive faster than the pump starts do not
    /// mean that the client is slow. The byte bound is doubled for them.
    /// </summary>
    private const int MaxSlackEvents = 256;

    internal readonly (int Events, long Bytes, Overflow Overflow) Bounds => (maxEvents, maxBytes, overflow);

    private readonly CoalescingIndex? _index = overflow is Overflow.Coalesce ? new() : null;
    private Frame? _first;
    private Frame[] _others = [];
    private int _head;
    private int _length;
    private long _bytes;

    // The size of the queue when the pending write began; unlimited while no write is pending.
    private int _countBeforeWrite = int.MaxValue;
    private int _bytesBeforeWrite = int.MaxValue;

    /// <summary>Gets the number of queued frames, without those that were replaced.</summary>
    internal readonly int Count => _index is null ? _length : _length - _index.ReplacedCount;

    /// <summary>Gets a value indicating whether more than a quarter of the bounds is used.</summary>
    internal readonly bool IsFilling => IsFilledBeyond(FillingDivisor);

    /// <summary>Gets a value indicating whether at most an eighth of the bounds is used.</summary>
    internal readonly bool IsNearlyEmpty => !IsFilledBeyond(2 * FillingDivisor);

    /// <summary>Returns true if a frame fits. An empty queue accepts any frame, so that a large one does not wait forever.</summary>
    internal readonly bool HasRoomFor(Frame frame) => HasRoomFor(frame, 0, 0);

    /// <summary>
    /// Begins to apply the bounds to new frames, because a write waits for the client. Frames queued so far do not count.
    /// </summary>
    internal void BeginWrite() => (_countBeforeWrite, _bytesBeforeWrite) = (Count, (int)Math.Min(_bytes, int.MaxValue));

    internal void EndWrite() => (_countBeforeWrite, _bytesBeforeWrite) = (int.MaxValue, int.MaxValue);

    /// <inheritdoc cref="Add(Frame, out int)"/>
    internal QueueResult Add(Frame frame) => Add(frame, out _);

    /// <summary>Adds a frame according to the overflow policy.</summary>
    /// <param name="frame">The frame.</param>
    /// <param name="dropped">The number of frames that were dropped: this one, or older ones in its place.</param>
    internal QueueResult Add(Frame frame, out int dropped)
    {
        dropped = _index is not null && Replace(frame, _index) ? 1 : 0;

        while (!HasRoomFor(frame, SlackEvents, SlackBytes))
        {
            switch (overflow)
            {
                case Overflow.Disconnect:
                    return QueueResult.Overflowed;
                case Overflow.DropNewest:
                    dropped++;
                    return QueueResult.Dropped;
                default:
                    _ = Take();
                    dropped++;
                    break;
            }
        }

        AddAlways(frame);
        return QueueResult.Added;
    }

    /// <summary>Adds the last event of a stream. There is always room for it, because its client does not come back.</summary>
    /// <param name="frame">The event.</param>
    /// <param name="dropped">The number of older frames that it has replaced.</param>
    internal QueueResult AddLast(Frame frame, out int dropped)
    {
        dropped = _index is not null && Replace(frame, _index) ? 1 : 0;
        AddAlways(frame);
        return QueueResult.Added;
    }

    /// <summary>Adds a frame regardless of the bounds: a frame of the protocol, such as a ping or a retry.</summary>
    internal void AddAlways(Frame frame)
    {
        if (_length == 0)
        {
            _first = frame;
        }
        else
        {
            if (_length > _others.Length)
            {
                Grow();
            }

            Other(_length - 1) = frame;
        }

        _length++;
        _bytes += frame.Length;
        _index?.Add(frame);
    }

    internal Frame Take()
    {
        var frame = RemoveFirst();
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
        (_first, _others, _head, _length, _bytes) = (null, [], 0, 0, 0);
        _index?.Clear();
    }

    private readonly int SlackEvents => Math.Min(_countBeforeWrite, MaxSlackEvents);

    private readonly long SlackBytes => Math.Min(_bytesBeforeWrite, maxBytes);

    private readonly bool HasRoomFor(Frame frame, int slackEvents, long slackBytes) =>
        Count == 0 || (Count - slackEvents < maxEvents && _bytes + frame.Length - slackBytes <= maxBytes);

    private readonly bool IsFilledBeyond(int divisor) => Count > ((long)maxEvents + SlackEvents) / divisor || _bytes > maxBytes / divisor;

    /// <summary>Gets a slot of the ring buffer after the first frame. Its length is a power of two, so a mask wraps the index.</summary>
    private readonly ref Frame Other(int index) => ref _others[(_head + index) & (_others.Length - 1)];

    private Frame RemoveFirst()
    {
        var frame = _first!;
        _length--;
        if (_length == 0)
        {
            _first = null;
            return frame;
        }

        ref var next = ref Other(0);
        _first = next;
        next = null!;
        _head++;
        return frame;
    }

    private void Grow()
    {
        var larger = new Frame[Math.Max(InitialCapacity, _others.Length * 2)];
        for (var i = 0; i < _length - 1; i++)
        {
            larger[i] = Other(i);
        }

        (_others, _head) = (larger, 0);
    }
}
