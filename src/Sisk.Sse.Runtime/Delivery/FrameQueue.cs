using Sisk.Sse.Wire;

namespace Sisk.Sse.Delivery;

/// <summary>
/// The frames that wait for one connection, bounded by number and by bytes. Not thread-safe: the connection locks. A part of the
/// connection rather than an object, with its first frame in place: where one frame waits at a time there is nothing else to touch.
/// </summary>
internal struct FrameQueue(int maxEvents, long maxBytes, Overflow overflow)
{
    private const int FirstCapacity = 4;
    private const int FillingPart = 4;

    /// <summary>
    /// What may wait beyond the bounds while no write waits for the client: events that come in one go, faster than the pump
    /// gets its turn, are no sign of a slow client. As many bytes again go with them.
    /// </summary>
    private const int Slack = 256;

    private Frame? _first;
    private Frame[] _others = [];
    private int _head;
    private long _bytes;

    // What had come when it turned out that a write waits: everything, while none does.
    private int _before = int.MaxValue;
    private int _bytesBefore = int.MaxValue;

    internal int Count { get; private set; }

    /// <summary>Whether a good part of the bounds is used up.</summary>
    internal readonly bool IsFilling => IsFilledBy(FillingPart);

    /// <summary>Whether so little is left of what was filling that there is time to bring more.</summary>
    internal readonly bool IsNearlyEmpty => !IsFilledBy(2 * FillingPart);

    /// <summary>Whether a frame fits. An empty queue takes any frame, so that a large one is not refused for ever.</summary>
    internal readonly bool HasRoomFor(Frame frame) => HasRoomFor(frame, 0, 0);

    /// <summary>A write waits for the client: the bounds hold for what comes now, beside what has come before it was known.</summary>
    internal void BeginWait() => (_before, _bytesBefore) = (Count, (int)Math.Min(_bytes, int.MaxValue));

    /// <summary>The write has ended.</summary>
    internal void EndWait() => (_before, _bytesBefore) = (int.MaxValue, int.MaxValue);

    /// <summary>Adds a frame as the overflow policy has it.</summary>
    internal QueueResult Add(Frame frame)
    {
        if (overflow is Overflow.Coalesce)
        {
            RemoveReplacedBy(frame);
        }

        while (!HasRoomFor(frame, SlackEvents, SlackBytes))
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
        if (Count == 0)
        {
            _first = frame;
        }
        else
        {
            if (Count > _others.Length)
            {
                Grow();
            }

            Other(Count - 1) = frame;
        }

        Count++;
        _bytes += frame.Length;
    }

    internal Frame Take()
    {
        var frame = _first!;
        Count--;
        _bytes -= frame.Length;
        if (Count == 0)
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
        (_first, _others, _head, _bytes) = (null, [], 0, 0);
        Count = 0;
    }

    private readonly int SlackEvents => Math.Min(_before, Slack);

    private readonly long SlackBytes => Math.Min(_bytesBefore, maxBytes);

    private readonly bool HasRoomFor(Frame frame, int slackEvents, long slackBytes) =>
        Count == 0 || (Count - slackEvents < maxEvents && _bytes + frame.Length - slackBytes <= maxBytes);

    private readonly bool IsFilledBy(int part) => Count > ((long)maxEvents + SlackEvents) / part || _bytes > maxBytes / part;

    /// <summary>The ring behind the first frame. Its size is a power of two, so that a mask wraps an index, however often it has gone round.</summary>
    private readonly ref Frame Other(int position) => ref _others[(_head + position) & (_others.Length - 1)];

    private void RemoveReplacedBy(Frame frame)
    {
        // There is one such frame at the most, since each one that came removed its forerunner.
        if (Count > 0 && frame.Replaces(_first!))
        {
            _ = Take();
            return;
        }

        for (var i = 0; i < Count - 1; i++)
        {
            if (frame.Replaces(Other(i)))
            {
                RemoveOther(i);
                return;
            }
        }
    }

    private void RemoveOther(int position)
    {
        _bytes -= Other(position).Length;
        Count--;
        for (var i = position; i < Count - 1; i++)
        {
            Other(i) = Other(i + 1);
        }

        Other(Count - 1) = null!;
    }

    private void Grow()
    {
        var larger = new Frame[Math.Max(FirstCapacity, _others.Length * 2)];
        for (var i = 0; i < Count - 1; i++)
        {
            larger[i] = Other(i);
        }

        (_others, _head) = (larger, 0);
    }
}
