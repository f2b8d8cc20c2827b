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
            if (TryWriteQueued(batch) && !_writer.TryBatch(batch, this))
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
            _writer.TellPingInterval(_timers.PingInterval);
            await _writer.StartAsync().ConfigureAwait(false);
            if (!_writer.HasStarted)
            {
                Notify(this, static (owner, _) => owner.OnHeldBack());
            }
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
            if (_preamble is null && _queue.Count == 0 && _state < ConnectionState.Discarded)
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

    /// <summary>Calls <see cref="EndPump"/> on the thread pool. This thread may have to write to other connections.</summary>
    private void EndPumpInBackground(CloseReason reason) =>
        ThreadPool.UnsafeQueueUserWorkItem(
            static end => end.Connection.EndPump(end.Reason), (Connection: this, Reason: reason), preferLocal: false);

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
