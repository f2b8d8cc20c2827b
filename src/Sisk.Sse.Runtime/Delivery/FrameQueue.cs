using Sisk.Sse.Wire;

namespace Sisk.Sse.Delivery;

/// <summary>The frames that wait for one connection, bounded by number and by bytes. Not thread-safe: the connection locks.</summary>
internal sealed class FrameQueue(int maxEvents, long maxBytes, Overflow overflow)
{
    private const int FirstCapacity = 4;

    /// <summary>
    /// What may wait beyond the bounds while no write waits for the client: events that come in one go, faster than the pump
    /// gets its turn, are no sign of a slow client. As many bytes again go with them.
    /// </summary>
    private const int Slack = 256;

    private Frame[] _ring = [];
    private int _head;
    private long _bytes;

    internal int Count { get; private set; }

    /// <summary>Whether a frame fits. An empty queue takes any frame, so that a large one is not refused for ever.</summary>
    internal bool HasRoomFor(Frame frame) => HasRoomFor(frame, slack: 0);

    /// <summary>Adds a frame as the overflow policy has it.</summary>
    /// <param name="frame">The frame.</param>
    /// <param name="blocked">Whether a write waits for the client.</param>
    internal QueueResult Add(Frame frame, bool blocked)
    {
        var slack = blocked ? 0 : Slack;
        if (overflow is Overflow.Coalesce)
        {
            RemoveReplacedBy(frame);
        }

        while (!HasRoomFor(frame, slack))
        {
            switch (overflow)
            {
                case Overflow.Disconnect:
                    return QueueResult.Overflowed;
                case Overflow.DropNewest:
                    return QueueResult.Dropped;
                default:
                    _ = Take();
                    break;
            }
        }

        AddAlways(frame);
        return QueueResult.Added;
    }

    /// <summary>Adds a frame of the protocol's own (a ping, a retry), which no policy may drop.</summary>
    internal void AddAlways(Frame frame)
    {
        if (Count == _ring.Length)
        {
            Grow();
        }

        _ring[(_head + Count) & (_ring.Length - 1)] = frame;
        Count++;
        _bytes += frame.Length;
    }

    internal Frame Take()
    {
        var frame = _ring[_head];
        _ring[_head] = null!;
        _head = (_head + 1) & (_ring.Length - 1);
        Count--;
        _bytes -= frame.Length;
        return frame;
    }

    /// <summary>Removes what was broadcast, and leaves what was sent to this connection alone.</summary>
    internal void RemoveBroadcasts()
    {
        for (var left = Count; left > 0; left--)
        {
            if (Take() is { Key: null } frame)
            {
                AddAlways(frame);
            }
        }
    }

    internal void Clear()
    {
        _ring = [];
        _head = 0;
        Count = 0;
        _bytes = 0;
    }

    private bool HasRoomFor(Frame frame, int slack)
    {
        var bytes = _bytes + frame.Length;
        return Count == 0 || (Count - slack < maxEvents && (slack == 0 ? bytes : bytes / 2) <= maxBytes);
    }

    private void RemoveReplacedBy(Frame frame)
    {
        // There is one such frame at the most, since each one that came removed its forerunner.
        for (var i = 0; i < Count; i++)
        {
            if (frame.Replaces(_ring[(_head + i) & (_ring.Length - 1)]))
            {
                RemoveAt(i);
                return;
            }
        }
    }

    private void RemoveAt(int position)
    {
        _bytes -= _ring[(_head + position) & (_ring.Length - 1)].Length;
        for (var i = position; i < Count - 1; i++)
        {
            _ring[(_head + i) & (_ring.Length - 1)] = _ring[(_head + i + 1) & (_ring.Length - 1)];
        }

        Count--;
        _ring[(_head + Count) & (_ring.Length - 1)] = null!;
    }

    private void Grow()
    {
        // Sizes are powers of two, so that a mask wraps an index. An idle connection has no ring at all.
        var larger = new Frame[Math.Max(FirstCapacity, _ring.Length * 2)];
        for (var i = 0; i < Count; i++)
        {
            larger[i] = _ring[(_head + i) & (_ring.Length - 1)];
        }

        _ring = larger;
        _head = 0;
    }
}
