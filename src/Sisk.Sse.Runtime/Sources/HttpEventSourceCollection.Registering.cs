using Microsoft.Extensions.Logging;

namespace Sisk.Sse;

/// <content>Adds and removes sources, and raises the events.</content>
public sealed partial class HttpEventSourceCollection
{
    /// <summary>Adds an open source. Returns false if its identifier is in use and the policy rejects a second source.</summary>
    internal bool TryAdd(HttpRequestEventSource source, DuplicateIdentifierPolicy policy)
    {
        HttpRequestEventSource? replaced = null;
        lock (_gate)
        {
            if (policy is not DuplicateIdentifierPolicy.Allow && _index.Find(source.Identifier!) is { IsActive: true } older)
            {
                if (policy is DuplicateIdentifierPolicy.Reject)
                {
                    return false;
                }

                replaced = older;
            }

            _index.Add(source);
        }

        replaced?.ClosePermanently(CloseReason.Replaced);
        Raise(OnEventSourceRegistered, source);
        bool isGone;
        lock (_gate)
        {
            source.IsRegistrationRaised = true;
            isGone = !_index.Contains(source);
        }

        if (isGone)
        {
            _unregistrations.Raise(source);
        }
        else if (!source.IsActive && TryRemove(source))
        {
            // The source was closed while it was added, and the closing thread may not have found it here yet.
            _unregistrations.Raise(source);
        }

        return true;
    }

    /// <summary>Removes a closed source.</summary>
    /// <returns>
    /// True if the caller must raise the event. False if the source is not in the collection, or if <see cref="TryAdd"/> will raise the
    /// event.
    /// </returns>
    internal bool TryRemove(HttpRequestEventSource source)
    {
        if (source.Identifier is null)
        {
            return false;
        }

        lock (_gate)
        {
            return _index.Remove(source) && source.IsRegistrationRaised;
        }
    }

    /// <summary>Raises <see cref="OnEventSourceUnregistration"/> for a removed source.</summary>
    /// <param name="source">The source.</param>
    /// <param name="onThisThread">A value that indicates whether the handlers run on this thread rather than on the thread pool.</param>
    internal void RaiseUnregistration(HttpRequestEventSource source, bool onThisThread)
    {
        if (onThisThread)
        {
            _unregistrations.Raise(source);
        }
        else if (HasUnregistrationHandlers)
        {
            ThreadPool.UnsafeQueueUserWorkItem(
                static removed => removed.Queue.Raise(removed.Source), (Queue: _unregistrations, Source: source), preferLocal: false);
        }
    }

    /// <summary>Calls the handlers. Never throws: on the thread pool, an exception would end the process.</summary>
    private void Unregister(HttpRequestEventSource source)
    {
        Raise(OnEventSourceUnregistration, source);
        try
        {
            source.DisposeRequestCopy();
        }
        catch (Exception exception)
        {
            LogDisposalFailed(exception, source.Identifier!);
        }
    }

    private void Raise(EventHandler<HttpRequestEventSource>? handlers, HttpRequestEventSource source)
    {
        foreach (var handler in Delegate.EnumerateInvocationList(handlers))
        {
            try
            {
                handler(this, source);
            }
            catch (Exception exception)
            {
                LogHandlerFailed(exception, source.Identifier!);
            }
        }
    }

    [LoggerMessage(1, LogLevel.Error, "A handler of HttpEventSourceCollection threw an exception for the source '{Identifier}'.")]
    private partial void LogHandlerFailed(Exception exception, string identifier);

    [LoggerMessage(
        2, LogLevel.Error,
        "A service that a handler of HttpEventSourceCollection used for the source '{Identifier}' threw while it was disposed.")]
    private partial void LogDisposalFailed(Exception exception, string identifier);
}
