using Sisk.Sse.Transport.Linux;
using Sisk.Sse.Wire;

namespace Sisk.Sse.Transport;

/// <summary>
/// Writes frames to a client: the boundary between delivery and the transport. Not thread-safe, except where a member says so; the
/// connection ensures that there is one caller at a time.
/// </summary>
internal abstract class FrameWriter
{
    /// <summary>Gets the number of bytes to write before a flush. More amortizes the system call; less helps slow clients.</summary>
    internal virtual int FlushBytes => 16 * 1024;

    /// <summary>Gets a value indicating whether the response has started, so that its headers can no longer be changed.</summary>
    internal virtual bool HasStarted => true;

    /// <summary>
    /// Gets a number that grows while the client reads, even during a flush. It is constant or negative if the client does not read or the
    /// transport cannot tell. Thread-safe.
    /// </summary>
    internal virtual long AcknowledgedBytes => -1;

    /// <summary>Adds the response header by which clients know the ping interval. Called before <see cref="StartAsync"/>.</summary>
    /// <param name="interval">The interval; infinite for no pings.</param>
    internal virtual void TellPingInterval(TimeSpan interval)
    {
    }

    /// <summary>Sends the response headers, so that the browser raises <c>open</c> before the first event.</summary>
    internal abstract ValueTask StartAsync();

    /// <summary>Buffers frames for the next flush.</summary>
    /// <param name="frames">The frames.</param>
    /// <param name="batch">The batch to which the flush will be added, for the transport to use its memory; null for none.</param>
    internal abstract void Write(ReadOnlySpan<FrameRange> frames, SendBatch? batch);

    /// <summary>Sends the buffered frames.</summary>
    /// <returns>A task that completes when the transport has room again. Its result is false if the client is gone.</returns>
    internal abstract ValueTask<bool> FlushAsync();

    /// <summary>Adds the buffered frames to a batch instead of flushing them.</summary>
    /// <returns>
    /// True if they were added; <see cref="EndBatched"/> must then complete the flush. False if the transport cannot batch.
    /// </returns>
    internal virtual bool TryBatch(SendBatch batch, IBatchedSend connection) => false;

    /// <summary>Completes a flush that <see cref="TryBatch"/> began. Sends the bytes that the batch could not send.</summary>
    /// <param name="sent">The number of bytes that the batch sent, or a negative error number.</param>
    /// <inheritdoc cref="FlushAsync" path="/returns"/>
    internal virtual ValueTask<bool> EndBatched(int sent) => throw new NotSupportedException("This transport does not support batches.");

    /// <summary>Lets the system accept everything that is left to send, since the stream ends. Thread-safe.</summary>
    internal virtual void LiftBound()
    {
    }

    /// <summary>Called once after the last write, before the server gets the response back.</summary>
    internal virtual void End()
    {
    }

    /// <summary>Aborts the connection, which also ends a pending flush. Thread-safe.</summary>
    internal abstract void Abort();
}
