using Sisk.Sse.Transport;
using Sisk.Sse.Wire;

namespace Sisk.Sse.Benchmarks.InProcess;

/// <summary>A transport that takes everything at once and only counts: what is left is the library's own work.</summary>
internal sealed class NullWriter(FrameCount written) : FrameWriter
{
    internal override ValueTask StartAsync() => ValueTask.CompletedTask;

    internal override void Write(ReadOnlySpan<Frame> frames) => written.Add(frames.Length);

    internal override ValueTask<bool> FlushAsync() => new(true);

    internal override void Abort()
    {
    }
}
