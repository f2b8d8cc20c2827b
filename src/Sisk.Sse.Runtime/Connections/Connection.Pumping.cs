using Sisk.Sse.Transport.Linux;
using Sisk.Sse.Wire;

namespace Sisk.Sse.Connections;

/// <content>The pump: takes frames from the queue and writes them, on one thread at a time.</content>
internal sealed partial class Connection
{
    /// <summary>Continues the pump after its flush was sent by a batch. Never throws.</summary>
    /// <param name="sent">The number of bytes sent, or a negative error number.</param>
    public void OnSent(int sent)
    {
        try
        {
            _ = PumpAsync(_writer.EndBatched(sent));
        }
        catch (Exception)
        {
            EndPumpInBackground(CloseReason.Failed);
        }
    }

    /// <summary>Starts the pump. Its first flush is added to the batch if the transport supports that.</summary>
    private void BeginPump(SendBatch? batch)
    {
        if (batch is null || !_started)
        {
            _ = PumpAsync();
            return;
        }

        try
        {
            if (TryWriteQueued() && !_writer.TryBatch(batch, this))
            {
                batch.CountUnbatched();
                _ = PumpAsync(_writer.FlushAsync());
            }
        }
        catch (Exception)
        {
            EndPumpInBackground(CloseReason.Failed);
        }
    }

    private Task PumpAsync() => PumpAsync(new ValueTask<bool>(true));

    /// <summary>Runs the pump until nothing is queued or the connection ends.</summary>
    /// <param name="flush">The pending flush with which the pump begins.</param>
    private async Task PumpAsync(ValueTask<bool> flush)
    {
        try
        {
            if (!_started)
            {
                Volatile.Write(ref _started, true);
                await StartResponseAsync().ConfigureAwait(false);
                AddInitialComment();
            }

            var isOpen = await EndFlushAsync(flush).ConfigureAwait(false);
            for (var flushes = 1; isOpen && TryWriteQueued(); flushes++)
            {
                isOpen = await EndFlushAsync(_writer.FlushAsync()).ConfigureAwait(false);
                if (flushes == MaxFlushesOnSenderThread)
                {
                    await Task.Yield();
                }
            }
        }
        catch (Exception)
        {
            // An exception of the transport ends only this connection.
            EndPumpInBackground(CloseReason.Failed);
        }
    }

    private async ValueTask StartResponseAsync()
    {
        try
        {
            await _writer.StartAsync().ConfigureAwait(false);
        }
        catch (Exception exception) when (!_writer.HasStarted)
        {
            // Nothing has been sent, so the application's error handling can still answer.
            Volatile.Write(ref _startFailure, exception);
            throw;
        }
    }

    /// <summary>Adds a comment if nothing is queued. Some browsers raise <c>open</c> only at the first byte of the body.</summary>
    private void AddInitialComment()
    {
        lock (this)
        {
            if (_preamble.Count == 0 && _queue.Count == 0 && _state < ConnectionState.Discarded)
            {
                _queue.AddAlways(FrameEncoder.Ping);
            }
        }
    }

    private ValueTask<bool> EndFlushAsync(ValueTask<bool> flush) =>
        flush.IsCompletedSuccessfully && flush.Result ? new(true) : AwaitFlushAsync(flush);

    private async ValueTask<bool> AwaitFlushAsync(ValueTask<bool> flush)
    {
        _timers.BeginWrite();
        SetBlocked(true);
        var caller = Environment.CurrentManagedThreadId;
        var isOpen = await flush.ConfigureAwait(false);
        SetBlocked(false);
        _timers.EndWrite();
        if (!isOpen && Environment.CurrentManagedThreadId == caller)
        {
            EndPumpInBackground(CloseReason.ClientGone);
        }
        else if (!isOpen)
        {
            EndPump(CloseReason.ClientGone);
        }

        return isOpen;
    }

    private void SetBlocked(bool blocked)
    {
        lock (this)
        {
            _blocked = blocked;
            if (blocked)
            {
                _queue.BeginWrite();
            }
            else
            {
                _queue.EndWrite();
            }
        }
    }

    /// <summary>
    /// Writes the queued frames, up to the size of one flush. If nothing is queued, the pump ends under the same lock, so that no frame can be
    /// added in between and stay in the queue.
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

    /// <summary>Calls <see cref="EndPump"/> on the thread pool. This thread may have to write to other connections.</summary>
    private void EndPumpInBackground(CloseReason reason) =>
        ThreadPool.UnsafeQueueUserWorkItem(static end => end.Connection.EndPump(end.Reason), (Connection: this, Reason: reason), preferLocal: false);

    /// <summary>
    /// Ends the connection after a failed flush. The flush may have sent a part of a frame, so the transport is aborted: no later response
    /// may follow the incomplete one. The client resumes on a new connection.
    /// </summary>
    private void EndPump(CloseReason reason)
    {
        End(reason, abort: _startFailure is null);
        lock (this)
        {
            if (!TryFinish(ResponseUsers.Pump))
            {
                return;
            }
        }

        Finish();
    }
}
