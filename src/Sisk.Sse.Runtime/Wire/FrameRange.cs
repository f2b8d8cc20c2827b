using System.Runtime.CompilerServices;

namespace Sisk.Sse.Wire;

/// <summary>One frame, or consecutive events of a <see cref="FrameRun"/>.</summary>
internal struct FrameRange
{
    private readonly object _frames;
    private int _start;
    private int _end;

    /// <summary>Initializes a range with one frame.</summary>
    internal FrameRange(Frame frame) => (_frames, _end) = (frame, 1);

    /// <summary>Initializes a range with the last event of a run.</summary>
    internal FrameRange(FrameRun run) => (_frames, _start, _end) = (run, run.Count - 1, run.Count);

    private FrameRange(FrameRun run, int start, int end) => (_frames, _start, _end) = (run, start, end);

    /// <summary>Gets the number of frames.</summary>
    internal readonly int Count => _end - _start;

    /// <summary>Gets the length of the frames.</summary>
    internal readonly int Length => _frames is FrameRun run ? run.GetLength(_start, _end) : Unsafe.As<Frame>(_frames).Length;

    /// <summary>Gets the frames as chunks of HTTP/1.1 (RFC 9112, section 7.1).</summary>
    internal readonly ArraySegment<byte> Chunks => _frames is FrameRun run ? run.GetChunks(_start, _end) : Unsafe.As<Frame>(_frames).Chunk;

    /// <summary>Gets a frame.</summary>
    internal readonly Frame this[int index]
    {
        [MethodImpl(DeliveryPath.Inlined)]
        get => _frames is FrameRun run ? run[_start + index] : Unsafe.As<Frame>(_frames);
    }

    /// <summary>Adds the last event of a run if the range ends before it.</summary>
    [MethodImpl(DeliveryPath.Inlined)]
    internal bool TryExtend(FrameRun run)
    {
        if (!ReferenceEquals(_frames, run) || _end != run.Count - 1)
        {
            return false;
        }

        _end++;
        return true;
    }

    /// <summary>Removes the first frame. There must be one.</summary>
    internal Frame Take()
    {
        var frame = this[0];
        _start++;
        return frame;
    }

    /// <summary>Removes frames from the front, at least one, until their length has reached a number of bytes.</summary>
    internal FrameRange Take(int bytes)
    {
        var first = _start;
        _start = _end;
        if (_frames is not FrameRun run)
        {
            return new FrameRange(Unsafe.As<Frame>(_frames));
        }

        if (run.GetLength(first, _end) > bytes)
        {
            for (_start = first + 1; run.GetLength(first, _start) < bytes; _start++)
            {
            }
        }

        return new FrameRange(run, first, _start);
    }
}
