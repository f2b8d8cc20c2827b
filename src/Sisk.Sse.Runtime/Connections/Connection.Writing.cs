using Sisk.Sse.Wire;

namespace Sisk.Sse.Connections;

/// <content>Moves queued frames to the writer, for the pump.</content>
internal sealed partial class Connection
{
    /// <summary>
    /// Writes the queued frames, up to the size of one flush. If nothing is queued, the pump ends under the same lock, so that no frame can
    /// be added in between and stay in the queue.
    /// </summary>
    /// <returns>True if frames were written and must be flushed. False if the pump has ended.</returns>
    private bool TryWriteQueued()
    {
        var taken = new FrameBatch();
        var bytes = 0;
        while (bytes < _writer.FlushBytes)
        {
            int count;
            lock (this)
            {
                count = Take(ref taken, _writer.FlushBytes - bytes);
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

            ReadOnlySpan<Frame> frames = taken[..count];
            _writer.Write(frames);
            foreach (var frame in frames)
            {
                bytes += frame.Length;
            }

            if (count < FrameBatch.Capacity)
            {
                break;
            }
        }

        Volatile.Write(ref _sentBytes, _sentBytes + bytes);
        return true;
    }

    private int Take(ref FrameBatch taken, int bytes)
    {
        var count = 0;
        while (count < FrameBatch.Capacity && bytes > 0 && TryTake(out var frame))
        {
            taken[count++] = frame;
            bytes -= frame.Length;
        }

        if (count > 0)
        {
            SignalRoom();
        }

        return count;
    }

    private bool TryTake(out Frame frame)
    {
        if (_preambleIndex < _preamble.Count)
        {
            frame = _preamble[_preambleIndex++];
            if (_preambleIndex == _preamble.Count)
            {
                (_preamble, _preambleIndex) = ([], 0);
            }

            return true;
        }

        frame = _queue.Count > 0 ? _queue.Take() : null!;
        return frame is not null;
    }
}
