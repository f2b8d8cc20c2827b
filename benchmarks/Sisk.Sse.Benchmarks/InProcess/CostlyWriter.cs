using Sisk.Sse.Transport;
using Sisk.Sse.Transport.Linux;
using Sisk.Sse.Wire;

namespace Sisk.Sse.Benchmarks.InProcess;

/// <summary>A transport whose flush has a given cost, and which then counts the frames of the flush.</summary>
internal sealed class CostlyWriter(FrameCount written, Action flush) : FrameWriter
{
    private int _frames;

    internal override ValueTask StartAsync() => ValueTask.CompletedTask;

    internal override void Write(ReadOnlySpan<FrameRange> frames, SendBatch? batch) => _frames += FrameCount.Of(frames);

    internal override ValueTask<bool> FlushAsync()
    {
        flush();
        written.Add(_frames);
        _frames = 0;
        return new(true);
    }

    internal override void Abort()
    {
    }
}
