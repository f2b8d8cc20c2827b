using Sisk.Sse.Connections.Timing;
using Sisk.Sse.Transport.Linux;

namespace Sisk.Sse.Sessions;

/// <content>The response of a stream that is closed while the user's code continues: its client does not wait for that.</content>
internal sealed partial class StreamSession
{
    TimeSpan IClocked.OnDue(SendBatch batch)
    {
        ThreadPool.UnsafeQueueUserWorkItem(static session => session.EndIfUserCodeRuns(), this, preferLocal: false);
        return Timeout.InfiniteTimeSpan;
    }

    /// <summary>Completes the response of a closed stream whose code continues, so that the client does not wait for that.</summary>
    private void CompleteIfUserCodeRuns()
    {
        bool later;
        lock (this)
        {
            if (!_isFinished || !_isPending || _userCodeEnded)
            {
                return;
            }

            _isPending = false;
            later = _completesLater = EndsWithSequence;
            _users += later ? 0 : 1;
        }

        if (later)
        {
            ScheduleEnd();
        }
        else
        {
            _ = CompleteAsync();
        }
    }

    /// <summary>
    /// Gets a value indicating whether a sequence has ended the stream. The code then returns as soon as the sequence is disposed, and
    /// middleware may still write to the response.
    /// </summary>
    private bool EndsWithSequence => _kind is SessionKind.Pull && _source!.CloseReason is CloseReason.Completed or CloseReason.Failed;

    private async Task CompleteAsync()
    {
        try
        {
            if (_source!.Connection.EndsInOrder)
            {
                await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
                if (!_hasServersToken)
                {
                    await _context.Response.CompleteAsync().ConfigureAwait(false);
                }

                // The client may use the connection for its next request, which the server reads when this code has returned.
                ScheduleEnd();
            }
        }
        catch (Exception exception)
        {
            _host.LogCompletionFailed(exception, _context.Request.Path);
        }
        finally
        {
            Drop();
        }
    }

    private void ScheduleEnd()
    {
        var entry = _host.Clock.Schedule(this, _host.Options.DrainTimeout);
        lock (this)
        {
            if (!_userCodeEnded)
            {
                _deadline = entry;
                return;
            }
        }

        _host.Clock.Cancel(entry);
    }

    private void EndIfUserCodeRuns()
    {
        bool completes;
        lock (this)
        {
            if (_userCodeEnded)
            {
                return;
            }

            _users++;
            (completes, _completesLater) = (_completesLater, false);
        }

        if (completes)
        {
            _ = CompleteAsync();
        }
        else
        {
            Abort();
        }
    }

    private void Abort()
    {
        try
        {
            _context.Abort();
        }
        catch (Exception exception)
        {
            // Some servers run the callbacks of the request's token on this thread, which has no code that could catch.
            _host.LogCallbackFailed(exception);
        }
        finally
        {
            Drop();
        }
    }
}
