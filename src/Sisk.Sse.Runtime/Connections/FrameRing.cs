using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using Sisk.Sse.Wire;

namespace Sisk.Sse.Connections;

/// <summary>
/// Frames in their order. Consecutive events of a <see cref="FrameRun"/> take one entry together. A struct that stores its first entry in
/// place, so that one frame needs no other memory. Not thread-safe.
/// </summary>
internal struct FrameRing()
{
    private const int InitialCapacity = 4;

    private FrameRange _first;
    private FrameRange[] _others = [];
    private int _head;
    private int _entries;

    /// <summary>Gets the number of frames.</summary>
    internal int Count { get; private set; }

    /// <summary>Gets the first frame. There must be one.</summary>
    internal readonly Frame First => _first[0];

    /// <summary>Adds a frame to the end.</summary>
    /// <param name="frame">The frame.</param>
    /// <param name="run">The run of which the frame is the last; null for none.</param>
    [MethodImpl(DeliveryPath.Inlined)]
    internal void Add(Frame frame, FrameRun? run)
    {
        if (run is null)
        {
            Append(new FrameRange(frame));
        }
        else if (_entries == 0 || !Last.TryExtend(run))
        {
            Append(new FrameRange(run));
        }

        Count++;
    }

    /// <summary>Removes the first frame. There must be one.</summary>
    internal Frame Take()
    {
        var frame = _first.Take();
        EndTake(1);
        return frame;
    }

    /// <summary>
    /// Removes frames from the front, at least one, until their length has reached a number of bytes or the first entry ends.
    /// </summary>
    internal FrameRange Take(int bytes)
    {
        var taken = _first.Take(bytes);
        EndTake(taken.Count);
        return taken;
    }

    private void EndTake(int count)
    {
        Count -= count;
        if (_first.Count == 0)
        {
            RemoveEntry();
        }
    }

    /// <summary>Gets an entry after the first one. The length of the array is a power of two, so a mask wraps the index.</summary>
    [MethodImpl(DeliveryPath.Inlined)]
    private readonly ref FrameRange Other(int index) => ref _others[(_head + index) & (_others.Length - 1)];

    [UnscopedRef]
    private ref FrameRange Last
    {
        [MethodImpl(DeliveryPath.Inlined)]
        get => ref _entries == 1 ? ref _first : ref Other(_entries - 2);
    }

    private void Append(FrameRange entry)
    {
        if (_entries == 0)
        {
            _first = entry;
        }
        else
        {
            if (_entries > _others.Length)
            {
                Grow();
            }

            Other(_entries - 1) = entry;
        }

        _entries++;
    }

    private void RemoveEntry()
    {
        _entries--;
        if (_entries == 0)
        {
            _first = default;
            return;
        }

        ref var next = ref Other(0);
        _first = next;
        next = default;
        _head++;
    }

    private void Grow()
    {
        var larger = new FrameRange[Math.Max(InitialCapacity, _others.Length * 2)];
        for (var i = 0; i < _entries - 1; i++)
        {
            larger[i] = Other(i);
        }

        (_others, _head) = (larger, 0);
    }
}
