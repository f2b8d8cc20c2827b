using System.Collections;
using Microsoft.Extensions.Logging;
using Sisk.Sse.CompilerServices;
using Sisk.Sse.Connections;
using Sisk.Sse.Sources;

namespace Sisk.Sse;

/// <summary>
/// The identified event sources that are open now. A source is here from its opening until it is closed or its client is
/// gone, however that comes about. Thread-safe.
/// </summary>
public sealed partial class HttpEventSourceCollection : IReadOnlyCollection<HttpRequestEventSource>
{
    private readonly Lock _gate = new();
    private readonly IdentifierIndex _index = new();
    private readonly ILogger<HttpEventSourceCollection> _logger;

    private readonly UnregistrationQueue _departures;

    internal HttpEventSourceCollection(ILogger<HttpEventSourceCollection> logger)
    {
        _logger = logger;
        _departures = new UnregistrationQueue(source =>
        {
            Raise(OnEventSourceUnregistration, source);
            source.DisposeCopy();
        });
    }

    /// <summary>
    /// Raised after a source has been added, before its <c>GetEventSource</c> returns. What a handler throws is logged and harms nobody.
    /// </summary>
    public event EventHandler<HttpRequestEventSource>? OnEventSourceRegistered;

    /// <summary>
    /// Raised after a source has been removed; for each source once, and after the handlers of its registration have run, whenever it
    /// left. What a handler throws is logged and harms nobody. A handler runs on the thread that closed the source, and on one of the thread
    /// pool's where it was not closed by the application: its client is gone or too slow. One that closes further sources is called for
    /// these after it has returned.
    /// </summary>
    public event EventHandler<HttpRequestEventSource>? OnEventSourceUnregistration;

    /// <summary>How many identified sources are open.</summary>
    public int Count
    {
        get
        {
            lock (_gate)
            {
                return _index.Count;
            }
        }
    }

    /// <inheritdoc cref="Count"/>
    public int ActiveConnections => Count;

    /// <summary>The open source with an identifier, the newest where several are allowed; null when there is none.</summary>
    public HttpRequestEventSource? GetByIdentifier(string identifier)
    {
        ArgumentNullException.ThrowIfNull(identifier);
        lock (_gate)
        {
            return _index.Find(identifier);
        }
    }

    /// <summary>
    /// The open sources whose identifier begins with whole segments: "chat/42" finds "chat/42" and "chat/42/alice", and not "chat/421".
    /// Found by index. An empty prefix finds all; a slash at the end means nothing, but "/" alone finds those whose first segment is empty.
    /// </summary>
    public HttpRequestEventSource[] FindByPrefix(string prefix)
    {
        ArgumentNullException.ThrowIfNull(prefix);
        lock (_gate)
        {
            return _index.FindByPrefix(prefix);
        }
    }

    /// <summary>The open sources whose identifier meets a condition. Looks at each one; <see cref="FindByPrefix"/> does not have to.</summary>
    public HttpRequestEventSource[] Find(Func<string, bool> predicate)
    {
        ArgumentNullException.ThrowIfNull(predicate);
        return Array.FindAll(All(), source => predicate(source.Identifier!));
    }

    /// <summary>All open sources, as they are now.</summary>
    public HttpRequestEventSource[] All()
    {
        lock (_gate)
        {
            return _index.All();
        }
    }

    /// <summary>Closes all sources. Their clients come back by themselves.</summary>
    public void DropAll()
    {
        foreach (var source in All())
        {
            source.Close();
        }
    }

    /// <inheritdoc/>
    public IEnumerator<HttpRequestEventSource> GetEnumerator() => ((IEnumerable<HttpRequestEventSource>)All()).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>Gets a value indicating whether anyone is told of sources that leave.</summary>
    internal bool HasUnregistrationHandlers => OnEventSourceUnregistration is not null;

    /// <summary>Adds an open source. False when its identifier is taken and the policy rejects a second.</summary>
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
            source.IsAnnounced = true;
            isGone = !_index.Contains(source);
        }

        if (isGone)
        {
            _departures.Raise(source);
        }
        else if (!source.IsActive && TryRemove(source))
        {
            // The client left while it was being added: whoever closed it may have looked here too early.
            _departures.Raise(source);
        }

        return true;
    }

    /// <summary>Removes a source that is closed.</summary>
    /// <returns>True if the caller is to raise the event; false if the source is not there, or so new that whoever adds it will do that.</returns>
    internal bool TryRemove(HttpRequestEventSource source)
    {
        if (source.Identifier is null)
        {
            return false;
        }

        lock (_gate)
        {
            return _index.Remove(source) && source.IsAnnounced;
        }
    }

    /// <summary>Tells of a source that has left: on this thread, or on one of the pool's.</summary>
    internal void RaiseUnregistration(HttpRequestEventSource source, bool onThisThread)
    {
        if (onThisThread)
        {
            _departures.Raise(source);
        }
        else if (HasUnregistrationHandlers)
        {
            ThreadPool.UnsafeQueueUserWorkItem(static left => left.UnregistrationQueue.Raise(left.Source), (UnregistrationQueue: _departures, Source: source), preferLocal: false);
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

    [LoggerMessage(1, LogLevel.Error, "A handler of the event source collection's events threw for the source '{Identifier}'.")]
    private partial void LogHandlerFailed(Exception exception, string identifier);
}
