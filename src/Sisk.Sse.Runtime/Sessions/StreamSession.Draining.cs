namespace Sisk.Sse.Sessions;

/// <content>The end of a session whose server stops.</content>
internal sealed partial class StreamSession
{
    /// <summary>Tells the client and the user's code that the server stops.</summary>
    /// <param name="evenWithRun">True to do so where the stream would end with a run.</param>
    /// <returns>False if the stream ends with a run instead.</returns>
    internal bool TryDrain(bool evenWithRun)
    {
        HttpRequestEventSource? source;
        SessionToken? token;
        lock (this)
        {
            if (EndsWithRun && !evenWithRun)
            {
                return false;
            }

            _isDraining = true;
            (source, token) = (_isAdmitted ? _source : null, _token);
        }

        // The client is told first: what the user's code does when its token is canceled changes nothing of that.
        source?.Drain(_host.Options.NextRetry(), CloseReason.ServerStopping);
        token?.Cancel();
        _lifetime?.Cancel();
        return true;
    }

    /// <summary>Gives the response back when the time for draining is over, without waiting for the client or the user's code.</summary>
    internal void Abandon()
    {
        if (!TryHold())
        {
            return;
        }

        if (_source is { } source)
        {
            source.Connection.Abort(CloseReason.ServerStopping);
        }
        else if (_kind is SessionKind.Push or SessionKind.Pull && !_context.Response.HasStarted)
        {
            SendAway();
        }

        if (_kind is not SessionKind.Foreign && TryEndUserCode())
        {
            _host.LogAbandoned(_context.Request.Path);
            Drop();
        }

        Drop();
    }

    /// <summary>Cuts the connection of a client that has not read the end of its stream in time.</summary>
    internal void Cut() => _source?.Connection.Abort(CloseReason.ServerStopping);

    /// <summary>A method that obeys its token before the stream has begun is answered like a client that comes too late.</summary>
    private bool WasCanceledByShutdown() =>
        _kind is SessionKind.Push or SessionKind.Pull
        && _source is null
        && _host.Stopping.IsCancellationRequested
        && !_context.Response.HasStarted
        && !_context.RequestAborted.IsCancellationRequested;
}
