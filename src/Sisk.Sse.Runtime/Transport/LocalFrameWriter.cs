using System.Threading.Channels;
using Sisk.Sse.Transport.Linux;
using Sisk.Sse.Wire;

namespace Sisk.Sse.Transport;

/// <summary>
/// Gives frames to a reader in this process. A flush ends when there is room for another one, so a slow reader fills its connection's
/// queue as a slow client does.
/// </summary>
internal sealed class LocalFrameWriter : FrameWriter
{
    private readonly Channel<Frame[]> _flushes = Channel.CreateBounded<Frame[]>(
        new BoundedChannelOptions(1) { SingleReader = true, SingleWriter = true });

    private readonly List<Frame> _buffered = [];

    /// <summary>Gets the flushed frames. Completes when the connection has ended.</summary>
    internal ChannelReader<Frame[]> Flushes => _flushes.Reader;

    internal override ValueTask StartAsync() => ValueTask.CompletedTask;

    internal override void Write(ReadOnlySpan<FrameRange> frames, SendBatch? batch)
    {
        foreach (var range in frames)
        {
            for (var i = 0; i < range.Count; i++)
            {
                _buffered.Add(range[i]);
            }
        }
    }

    internal override ValueTask<bool> FlushAsync()
    {
        Frame[] frames = [.. _buffered];
        _buffered.Clear();
        return _flushes.Writer.TryWrite(frames) ? new(true) : WaitAsync(frames);
    }

    internal override void End() => _flushes.Writer.TryComplete();

    internal override void Abort() => _flushes.Writer.TryComplete();

    private async ValueTask<bool> WaitAsync(Frame[] frames)
    {
        try
        {
            await _flushes.Writer.WriteAsync(frames).ConfigureAwait(false);
            return true;
        }
        catch (ChannelClosedException)
        {
            return false;
        }
    }
}
