using Sisk.Sse.Wire;

namespace Sisk.Sse.Connections;

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

    /// <summary>A queue is rebuilt when it holds this many more replaced frames than waiting ones.</summary>
    private const int MostReplaced = 64;

    internal readonly (int Events, long Bytes, Overflow Overflow) Bounds => (maxEvents, maxBytes, overflow);

    private readonly CoalescingIndex? _index = overflow is Overflow.Coalesce ? new() : null;
    private Frame? _first;
    private Frame[] _others = [];
    private int _head;
    private int _length;
    private long _bytes;

    // What had come when it turned out that a write waits: everything, while none does.
    private int _before = int.MaxValue;
    private int _bytesBefore = int.MaxValue;

    /// <summary>Gets the number of frames that wait, without those that were replaced.</summary>
    internal readonly int Count => _index is null ? _length : _length - _index.ReplacedCount;

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
        if (_index is not null)
        {
            Replace(frame, _index);
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
        (_first, _others, _head, _length, _bytes) = (null, [], 0, 0, 0);
        _index?.Clear();
    }

    private readonly int SlackEvents => Math.Min(_before, Slack);

    private readonly long SlackBytes => Math.Min(_bytesBefore, maxBytes);

    private readonly bool HasRoomFor(Frame frame, int slackEvents, long slackBytes) =>
        Count == 0 || (Count - slackEvents < maxEvents && _bytes + frame.Length - slackBytes <= maxBytes);

    private readonly bool IsFilledBy(int part) => Count > ((long)maxEvents + SlackEvents) / part || _bytes > maxBytes / part;

    /// <summary>The ring behind the first frame. Its size is a power of two, so that a mask wraps an index, however often it has gone round.</summary>
    private readonly ref Frame Other(int position) => ref _others[(_head + position) & (_others.Length - 1)];

    /// <summary>There is one such frame at the most, since each one that came replaced its forerunner.</summary>
    private void Replace(Frame frame, CoalescingIndex index)
    {
        if (!frame.IsEvent || index.Replace(frame) is not { } replaced)
        {
            return;
        }

        _bytes -= replaced.Length;
        DropReplaced(index);
        if (index.ReplacedCount > Count + MostReplaced)
        {
            for (var left = _length; left > 0; left--)
            {
                var next = RemoveFirst();
                if (!index.Drop(next))
                {
                    // It keeps its place in the index.
                    _bytes -= next.Length;
                    AddAlways(next);
                }
            }
        }
    }

    /// <summary>The first frame is always one that waits.</summary>
    private void DropReplaced(CoalescingIndex index)
    {
        while (_length > 0 && index.Drop(_first!))
        {
            _ = RemoveFirst();
        }
    }

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
        var larger = new Frame[Math.Max(FirstCapacity, _others.Length * 2)];
        for (var i = 0; i < _length - 1; i++)
        {
            larger[i] = Other(i);
        }

        (_others, _head) = (larger, 0);
    }
}
