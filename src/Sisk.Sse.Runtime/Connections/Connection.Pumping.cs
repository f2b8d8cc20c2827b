using Sisk.Sse.Transport.Linux;
using Sisk.Sse.Wire;

namespace Sisk.Sse.Connections;

/// <content>The pump: taking frames from the queue and writing them, by one thread at a time.</content>
internal sealed partial class Connection
{
    /// <summary>Ends the flush that a batch had of this connection, whose pump still has its turn. Never throws.</summary>
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

    /// <summary>Begins the pump's turn, with its first flush in the batch where the transport can do that.</summary>
    private void BeginPump(SendBatch? batch)
    {
        if (batch is null || !_started)
        {
            _ = PumpAsync();
            return;
        }

        try
        {
            if (TakeUpOrRest() && !_writer.TryBatch(batch, this))
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

    /// <param name="flush">The turn's first flush.</param>
    private async Task PumpAsync(ValueTask<bool> flush)
    {
        try
        {
            if (!_started)
            {
                Volatile.Write(ref _started, true);
                await StartResponseAsync().ConfigureAwait(false);
                AddFirstBytes();
            }

            var isOpen = await EndFlushAsync(flush).ConfigureAwait(false);
            for (var flushes = 1; isOpen && TakeUpOrRest(); flushes++)
            {
                isOpen = await EndFlushAsync(_writer.FlushAsync()).ConfigureAwait(false);
                if (flushes == FlushesOnCallersThread)
                {
                    await Task.Yield();
                }
            }
        }
        catch (Exception)
        {
            // Whatever the transport throws, it is the end of this client alone.
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
            // Nothing has been sent: the application's own error handling can still answer.
            Volatile.Write(ref _startFailure, exception);
            throw;
        }
    }

    /// <summary>Some browsers fire <c>onopen</c> only at the first byte of the body: where nothing waits, it is a comment.</summary>
    private void AddFirstBytes()
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
                _queue.BeginWait();
            }
            else
            {
                _queue.EndWait();
            }
        }
    }

    /// <summary>
    /// Hands the writer what waits, up to one flush. Where nothing waits the pump's turn ends, in one step: nothing can be added in
    /// between and stay behind.
    /// </summary>
    private bool TakeUpOrRest()
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
        if (_preambleTaken < _preamble.Count)
        {
            frame = _preamble[_preambleTaken++];
            if (_preambleTaken == _preamble.Count)
            {
                (_preamble, _preambleTaken) = ([], 0);
            }

            return true;
        }

        frame = _queue.Count > 0 ? _queue.Take() : null!;
        return frame is not null;
    }

    /// <summary>As <see cref="EndPump"/>, by another thread: this one may have others to write to.</summary>
    private void EndPumpInBackground(CloseReason reason) =>
        ThreadPool.UnsafeQueueUserWorkItem(static end => end.Connection.EndPump(end.Reason), (Connection: this, Reason: reason), preferLocal: false);

    /// <summary>
    /// Ends the connection after a flush that did not get through. It may have left a part of a frame, so the connection is aborted:
    /// its client resumes on a new one, and no later response enters the unfinished one.
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
