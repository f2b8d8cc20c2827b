using Sisk.Sse.Transport;
using Sisk.Sse.Transport.Linux;
using Sisk.Sse.Wire;

namespace Sisk.Sse.Benchmarks.InProcess;

/// <summary>A transport that takes everything at once and only counts: what is left is the library's own work.</summary>
internal sealed class NullWriter(FrameCount written) : FrameWriter
{
    internal override ValueTask StartAsync() => ValueTask.CompletedTask;

    internal override void Write(ReadOnlySpan<FrameRange> frames, SendBatch? batch) => written.Add(FrameCount.Of(frames));

    internal override ValueTask<bool> FlushAsync() => new(true);

    internal override void Abort()
    {
    }
}
