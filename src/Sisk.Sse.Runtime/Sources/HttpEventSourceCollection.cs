using System.Collections;
using Microsoft.Extensions.Logging;
using Sisk.Sse.Sources;
using Sisk.Sse.Telemetry;

namespace Sisk.Sse;

/// <summary>
/// The open event sources that have an identifier. A source is in the collection from its opening until it is closed or its client
/// disconnects. Thread-safe.
/// </summary>
public sealed partial class HttpEventSourceCollection : IReadOnlyCollection<HttpRequestEventSource>
{
    private readonly Lock _gate = new();
    private readonly IdentifierIndex _index = new();
    private readonly GuardedLogger _logger;
    private readonly UnregistrationQueue _unregistrations;

    internal HttpEventSourceCollection(ILogger<HttpEventSourceCollection> logger)
    {
        _logger = new GuardedLogger(logger);
        _unregistrations = new UnregistrationQueue(Unregister);
    }

    /// <summary>
    /// Occurs when a source has been added, before its <c>GetEventSource</c> returns. Exceptions thrown by handlers are logged and
    /// otherwise ignored.
    /// </summary>
    public event EventHandler<HttpRequestEventSource>? OnEventSourceRegistered;

    /// <summary>
    /// Occurs once for each source when it has been removed, after the handlers of <see cref="OnEventSourceRegistered"/>. Exceptions thrown
    /// by handlers are logged and otherwise ignored.
    /// </summary>
    /// <remarks>
    /// Handlers run on the thread that closed the source. They run on the thread pool if the application did not close it, because the
    /// client is gone or too slow. If a handler closes further sources, it is called for these after it has returned.
    /// </remarks>
    public event EventHandler<HttpRequestEventSource>? OnEventSourceUnregistration;

    /// <summary>Gets the number of open sources that have an identifier.</summary>
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

    /// <summary>Gets the open source with an identifier.</summary>
    /// <param name="identifier">The identifier.</param>
    /// <returns>The source, the newest if there are several; null if there is none.</returns>
    /// <exception cref="ArgumentNullException">The identifier is null.</exception>
    public HttpRequestEventSource? GetByIdentifier(string identifier)
    {
        ArgumentNullException.ThrowIfNull(identifier);
        lock (_gate)
        {
            return _index.Find(identifier);
        }
    }

    /// <summary>
    /// Finds the open sources whose identifier begins with the segments of a prefix. The prefix "chat/42" finds "chat/42" and
    /// "chat/42/alice", but not "chat/421". The search uses an index.
    /// </summary>
    /// <param name="prefix">
    /// The prefix. An empty prefix finds all sources. Slashes at the end are ignored, but "/" alone finds identifiers whose first segment
    /// is empty.
    /// </param>
    /// <returns>The sources that are open now.</returns>
    /// <exception cref="ArgumentNullException">The prefix is null.</exception>
    public HttpRequestEventSource[] FindByPrefix(string prefix)
    {
        ArgumentNullException.ThrowIfNull(prefix);
        lock (_gate)
        {
            return _index.FindByPrefix(prefix);
        }
    }

    /// <summary>
    /// Finds the open sources whose identifier matches a condition. Tests each source; <see cref="FindByPrefix"/> uses an index.
    /// </summary>
    /// <param name="predicate">The condition.</param>
    /// <returns>The sources that are open now.</returns>
    /// <exception cref="ArgumentNullException">The condition is null.</exception>
    public HttpRequestEventSource[] Find(Func<string, bool> predicate)
    {
        ArgumentNullException.ThrowIfNull(predicate);
        return Array.FindAll(All(), source => predicate(source.Identifier!));
    }

    /// <summary>Gets all open sources.</summary>
    /// <returns>The sources that are open now.</returns>
    public HttpRequestEventSource[] All()
    {
        lock (_gate)
        {
            return _index.All();
        }
    }

    /// <summary>Closes all sources of this server. Their clients reconnect.</summary>
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

    /// <summary>Finds all open sources with an identifier.</summary>
    internal HttpRequestEventSource[] FindAll(string identifier)
    {
        ArgumentNullException.ThrowIfNull(identifier);
        lock (_gate)
        {
            return _index.FindAll(identifier);
        }
    }

    /// <summary>Gets a value indicating whether <see cref="OnEventSourceUnregistration"/> has handlers.</summary>
    internal bool HasUnregistrationHandlers => OnEventSourceUnregistration is not null;
}
