using Sisk.Sse.Connections;
using Sisk.Sse.Transport;
using Sisk.Sse.Wire;

namespace Sisk.Sse.Tests.Support;

internal static class FrameExtensions
{
    /// <summary>Gets the frames of all ranges.</summary>
    internal static List<Frame> ToFrames(this ReadOnlySpan<FrameRange> ranges)
    {
        List<Frame> frames = [];
        foreach (var range in ranges)
        {
            frames.AddRange(Enumerable.Range(0, range.Count).Select(i => range[i]));
        }

        return frames;
    }

    /// <summary>Adds a frame that is in no run.</summary>
    internal static QueueResult Add(this ref FrameQueue queue, Frame frame)
    {
        DropCounts? drops = null;
        return queue.Add(frame, null, ref drops);
    }

    /// <summary>Buffers frames that are in no batch.</summary>
    internal static void Write(this FrameWriter writer, params ReadOnlySpan<Frame> frames)
    {
        foreach (var frame in frames)
        {
            writer.Write([new FrameRange(frame)], batch: null);
        }
    }
}
