using Sisk.Sse.Wire;

namespace Sisk.Sse.Runs;

/// <summary>
/// The latest events of a run. Half of the bounds are for events that no client has got yet: the producer waits when they are used up. The
/// rest is for events that were sent, since a client that is cut off has not received all of them. Thread-safe.
/// </summary>
internal sealed class RunBuffer(int maxEvents, long maxBytes)
{
    private const int MaxPerRead = 256;

    private readonly int _maxWaiting = Math.Max(1, maxEvents / 2);
    private readonly long _maxWaitingBytes = Math.Max(1, maxBytes / 2);
    private readonly Lock _gate = new();
    private readonly List<Frame> _frames = [];
    private int _start;
    private long _dropped;
    private long _seen;
    private long _sentBytes;
    private long _waitingBytes;
    private RunEnd? _end;
    private TaskCompletionSource? _changed;
    private TaskCompletionSource? _room;

    /// <summary>Gets the position of the latest event.</summary>
    internal long Last
    {
        get
        {
            lock (_gate)
            {
                return LastPosition;
            }
        }
    }

    /// <summary>Gets the position of the oldest event that is kept, or of the next event if none is.</summary>
    internal long Oldest
    {
        get
        {
            lock (_gate)
            {
                return _dropped + 1;
            }
        }
    }

    /// <summary>Gets the end of the run; null while it continues.</summary>
    internal RunEnd? End => Volatile.Read(ref _end);

    private long LastPosition => _dropped + _frames.Count - _start;

    /// <summary>Adds an event as soon as there is room.</summary>
    /// <returns>A task whose result is false if the run has ended.</returns>
    internal async ValueTask<bool> AddAsync(Frame frame, CancellationToken cancellationToken)
    {
        while (true)
        {
            Task room;
            lock (_gate)
            {
                if (_end is not null)
                {
                    return false;
                }

                if (HasRoomFor(frame))
                {
                    _frames.Add(frame);
                    _waitingBytes += frame.Length;
                    Trim();
                    Signal(ref _changed);
                    return true;
                }

                _room ??= New();
                room = _room.Task;
            }

            await room.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Adds the last event of the application, for which there is always room.</summary>
    internal void AddLast(Frame frame)
    {
        lock (_gate)
        {
            if (_end is null)
            {
                _frames.Add(frame);
                _waitingBytes += frame.Length;
            }
        }
    }

    /// <summary>Ends the run. The first end holds.</summary>
    /// <returns>True if this is the first.</returns>
    internal bool TryEnd(RunEnd end)
    {
        lock (_gate)
        {
            if (_end is not null)
            {
                return false;
            }

            Volatile.Write(ref _end, end);
            Signal(ref _changed);
            Signal(ref _room);
            return true;
        }
    }

    /// <inheritdoc cref="IRunSource.ReadAsync"/>
    internal async ValueTask<RunSlice> ReadAsync(long position, CancellationToken cancellationToken)
    {
        while (true)
        {
            Task changed;
            lock (_gate)
            {
                position = Math.Min(position, LastPosition);
                if (position < LastPosition || _end is not null)
                {
                    return Read(position);
                }

                _changed ??= New();
                changed = _changed.Task;
            }

            await changed.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <inheritdoc cref="IRunSource.Saw"/>
    internal void Saw(long position)
    {
        lock (_gate)
        {
            position = Math.Min(position, LastPosition);
            while (_seen < position)
            {
                var length = _frames[_start + (int)(_seen - _dropped)].Length;
                _seen++;
                _waitingBytes -= length;
                _sentBytes += length;
            }

            Trim();
            Signal(ref _room);
        }
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private static void Signal(ref TaskCompletionSource? waiting)
    {
        waiting?.TrySetResult();
        waiting = null;
    }

    private bool HasRoomFor(Frame frame)
    {
        var waiting = LastPosition - _seen;
        return waiting == 0 || (waiting < _maxWaiting && _waitingBytes + frame.Length <= _maxWaitingBytes);
    }

    private RunSlice Read(long position)
    {
        var hasGap = position < _dropped;
        var first = Math.Max(position, _dropped);
        var count = (int)Math.Min(MaxPerRead, LastPosition - first);
        var last = first + count;
        return new RunSlice(
            _frames.GetRange(_start + (int)(first - _dropped), count), last, hasGap, last == LastPosition ? _end : null);
    }

    /// <summary>Drops the oldest events that were sent if there are too many events.</summary>
    private void Trim()
    {
        while (_seen > _dropped && (LastPosition - _dropped > maxEvents || _sentBytes + _waitingBytes > maxBytes))
        {
            _sentBytes -= _frames[_start].Length;
            _frames[_start++] = null!;
            _dropped++;
        }

        if (_start > _frames.Count / 2)
        {
            _frames.RemoveRange(0, _start);
            _start = 0;
        }
    }
}
