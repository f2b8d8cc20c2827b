using Sisk.Sse.Transport.Linux;
using Sisk.Sse.Wire;

namespace Sisk.Sse.Transport;

/// <summary>
/// The way from frames to a client: the seam between delivery and the transport. One caller at a time; the connection
/// sees to that.
/// </summary>
internal abstract class FrameWriter
{
    /// <summary>How many bytes are taken up at the most before a flush: enough to be worth its system call, bounded for a slow client's sake.</summary>
    internal virtual int FlushBytes => 16 * 1024;

    /// <summary>Gets a value indicating whether the response has started, so that it can no longer become another answer.</summary>
    internal virtual bool HasStarted => true;

    /// <summary>
    /// Gets a number that grows for as long as the client reads, also while a flush waits; unchanged or negative if it does not read or
    /// the transport cannot tell. May be called from any thread.
    /// </summary>
    internal virtual long AcknowledgedBytes => -1;

    /// <summary>Sends the response's headers, so that the browser's <c>onopen</c> fires before the first event.</summary>
    internal abstract ValueTask StartAsync();

    /// <summary>Takes frames up for the next flush.</summary>
    internal abstract void Write(ReadOnlySpan<Frame> frames);

    /// <summary>Sends what was taken up and waits for room in the transport. False when nobody reads any more.</summary>
    internal abstract ValueTask<bool> FlushAsync();

    /// <summary>
    /// Lets what was taken up leave with others, where this transport can. Once it has, <see cref="EndBatched"/> is the flush's end.
    /// </summary>
    internal virtual bool TryBatch(SendBatch batch, IBatchedSend connection) => false;

    /// <summary>Ends a flush that a batch has begun.</summary>
    /// <param name="sent">The number of bytes that the batch has sent, or a negative error number.</param>
    /// <returns>As <see cref="FlushAsync"/>.</returns>
    internal virtual ValueTask<bool> EndBatched(int sent) => throw new NotSupportedException("This transport puts nothing into a batch.");

    /// <summary>Called once, when nothing will be written any more and the response goes back to the server.</summary>
    internal virtual void End()
    {
    }

    /// <summary>Cuts the connection, which also ends a flush that waits.</summary>
    internal abstract void Abort();
}
