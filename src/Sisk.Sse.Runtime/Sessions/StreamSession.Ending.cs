using Microsoft.AspNetCore.Http;
using Sisk.Sse.Connections;
using Sisk.Sse.Transport;

namespace Sisk.Sse.Sessions;

/// <content>
/// The end of a session, which comes once, whatever ends first: the user's code, the connection, the client or the server.
/// </content>
internal sealed partial class StreamSession
{
    /// <summary>Ends the session of an endpoint that is not this library's, after the endpoint's code has returned or thrown.</summary>
    /// <param name="failure">The exception that the code threw, which the returned task then has.</param>
    internal Task EndAsync(Exception? failure)
    {
        OnUserCodeEnded(failure);
        return Ended;
    }

    void IConnectionOwner.OnClosing(CloseReason reason)
    {
        SessionToken? token;
        lock (this)
        {
            _isClosed = true;
            token = _token;
        }

        if (_age is not null)
        {
            _host.Clock.Cancel(_age);
        }

        _subscriber?.Unsubscribe();
        _host.Sessions.ReleaseSlots(this);
        _source!.KeepRequestFor(_host.Collection);
        _raisesUnregistration = _host.Collection.TryRemove(_source);
        token?.Cancel();
        _lifetime?.Cancel();
        ReportClosed(reason);
    }

    void IConnectionOwner.OnClosed(CloseReason reason)
    {
        if (_raisesUnregistration)
        {
            // Handlers run on the thread of the application's own call, and otherwise on one that serves nobody else.
            _host.Collection.RaiseUnregistration(_source!, onThisThread: reason is CloseReason.Closed);
        }
    }

    void IConnectionOwner.OnFinished()
    {
        _host.Gauges.Finish(this);
        lock (this)
        {
            _isFinished = true;
        }

        CompleteIfUserCodeRuns();
        Drop();
    }

    private void Follow(Task running)
    {
        if (running.IsCompletedSuccessfully)
        {
            OnUserCodeEnded(failure: null);
            return;
        }

        lock (this)
        {
            _isPending = true;
        }

        CompleteIfUserCodeRuns();
        _ = AwaitAsync(running);
    }

    private async Task AwaitAsync(Task running)
    {
        Exception? failure = null;
        try
        {
            await running.ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            failure = exception;
        }

        OnUserCodeEnded(failure);
    }

    private void OnUserCodeEnded(Exception? failure)
    {
        if (!TryEndUserCode())
        {
            // Abandoned when the server stopped: nobody waits for it any more.
            return;
        }

        if (failure is OperationCanceledException && WasCanceledByShutdown())
        {
            failure = null;
            SendAway();
        }
        else if (failure is OperationCanceledException && _isClosed && _kind is SessionKind.Imperative or SessionKind.Foreign)
        {
            // The code has obeyed its token.
            failure = null;
        }

        _failure = failure;
        if (_source is { } source)
        {
            EndSource(source, failure);
        }

        Drop();
    }

    private void EndSource(HttpRequestEventSource source, Exception? failure)
    {
        var connection = source.Connection;
        if (failure is not null)
        {
            if (connection.IsStarted)
            {
                connection.Close(CloseReason.Failed);
            }
            else
            {
                // Nothing has been sent: the application's own error handling answers.
                connection.Discard(CloseReason.Failed);
            }
        }
        else if (_host.Stopping.IsCancellationRequested && _kind is not SessionKind.Push)
        {
            source.Drain(_host.Options.NextRetry(), CloseReason.ServerStopping);
        }
        else if (_kind is not SessionKind.Push)
        {
            connection.CloseUnsettled(CloseReason.Closed);
        }

        connection.Settle(start: failure is null && IsUnanswered(_context.Response));
    }

    /// <summary>Returns true if the application has not begun another answer, which may be written and not yet sent.</summary>
    private static bool IsUnanswered(HttpResponse response) =>
        response is { HasStarted: false, StatusCode: StatusCodes.Status200OK, ContentLength: null }
        && (response.ContentType is not { } type || ResponseHeader.IsEventStream(type));

    private bool TryEndUserCode()
    {
        lock (this)
        {
            if (_userCodeEnded)
            {
                return false;
            }

            _userCodeEnded = true;
            return true;
        }
    }

    private bool TryHold()
    {
        lock (this)
        {
            if (_users == 0)
            {
                return false;
            }

            _users++;
            return true;
        }
    }

    private void Drop()
    {
        lock (this)
        {
            if (--_users > 0)
            {
                return;
            }
        }

        Release();
    }

    /// <summary>Gives the response back to the server. Nothing of this session uses the request from here on.</summary>
    private void Release()
    {
        _host.Sessions.Remove(this);
        if (_deadline is not null)
        {
            _host.Clock.Cancel(_deadline);
        }

        _lifetime?.EndWatch();
        _token?.Cancel();
        _token?.Release();
        if (_kind is SessionKind.Imperative or SessionKind.Foreign)
        {
            _context.Features.Set<StreamSession>(null);
            RequestLifetime.Remove(_context);
        }
        else
        {
            Disown();
        }

        _source?.ReleaseRequest();
        if ((_failure ?? _source?.Connection.StartFailure) is { } failure)
        {
            _ended.TrySetException(failure);
        }
        else
        {
            _ended.TrySetResult();
        }
    }
}
