using Sisk.Sse.Transport.Linux;
using Sisk.Sse.Wire;

namespace Sisk.Sse.Connections;

/// <content>Moves queued frames to the writer, for the pump.</content>
internal sealed partial class Connection
{
    /// <summary>
    /// Writes the queued frames, up to the size of one flush. If nothing is queued, the pump ends under the same lock, so that no frame can
    /// be added in between and stay in the queue.
    /// </summary>
    /// <param name="batch">The batch to which the flush will be added; null for none.</param>
    /// <returns>True if frames were written and must be flushed. False if the pump has ended.</returns>
    private bool TryWriteQueued(SendBatch? batch = null)
    {
        var taken = new FrameBatch();
        var bytes = 0;
        while (bytes < _writer.FlushBytes)
        {
            int count;
            lock (this)
            {
                count = Take(taken, _writer.FlushBytes - bytes);
                if (count == 0)
                {
                    if (bytes > 0)
                    {
                        break;
                    }

                    if (!TryFinish(ResponseUsers.Pump))
                    {
                        return false;
                    }
                }
            }

            if (count == 0)
            {
                Finish();
                return false;
            }

            ReadOnlySpan<FrameRange> frames = taken[..count];
            _writer.Write(frames, batch);
            foreach (var range in frames)
            {
                bytes += range.Length;
            }

            if (count < FrameBatch.Capacity)
            {
                break;
            }
        }

        Volatile.Write(ref _sentBytes, _sentBytes + bytes);
        return true;
    }

    private int Take(Span<FrameRange> taken, int bytes)
    {
        var count = _preamble is null ? _queue.Take(taken, bytes) : TakePreamble(_preamble, taken, bytes);
        if (count > 0)
        {
            SignalRoom();
        }

        return count;
    }

    /// <summary>Takes frames of the preamble, and queued ones when it ends.</summary>
    private int TakePreamble(IReadOnlyList<Frame> preamble, Span<FrameRange> taken, int bytes)
    {
        var count = 0;
        while (count < taken.Length && bytes > 0 && _preambleIndex < preamble.Count)
        {
            var frame = preamble[_preambleIndex++];
            taken[count++] = new FrameRange(frame);
            bytes -= frame.Length;
        }

        if (_preambleIndex < preamble.Count)
        {
            return count;
        }

        (_preamble, _preambleIndex) = (null, 0);
        return count + _queue.Take(taken[count..], bytes);
    }
}
