using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Sisk.Sse.Delivery;
using Sisk.Sse.Redis.Hosting;
using Sisk.Sse.Redis.Log;

namespace Sisk.Sse.Redis.Connections;

/// <summary>
/// Closing, replacing and counting connections over all servers. What servers tell each other goes through a log as events do:
/// it survives a short interruption, and says which of two connections was first.
/// </summary>
internal sealed partial class RedisPeers : BackgroundService, IConnectionPeers, IAsyncDisposable
{
    private const string LogName = "connections";

    private readonly HttpEventSourceCollection _collection;
    private readonly SharedLog _log;
    private readonly SharedCounts? _counts;
    private readonly bool _replaces;
    private readonly ILogger<RedisPeers> _logger;
    private readonly string _server = Guid.NewGuid().ToString("N", CultureInfo.InvariantCulture);

    /// <summary>Opened here, and not yet seen in the log: whatever the log says before that is of older ones.</summary>
    private readonly Dictionary<string, List<HttpRequestEventSource>> _announced = new(StringComparer.Ordinal);

    /// <summary>The one connection that has the identifier by the log's order.</summary>
    private readonly ConcurrentDictionary<string, HttpRequestEventSource> _holders = new(StringComparer.Ordinal);

    public RedisPeers(
        HttpEventSourceCollection collection, LogServices services, SharedCounts counts, IOptions<EventStreamOptions> streams, ILogger<RedisPeers> logger)
    {
        _collection = collection;
        _logger = logger;
        _replaces = streams.Value.DuplicateIdentifiers is DuplicateIdentifierPolicy.Replace;
        _counts = services.Options.CountConnections || streams.Value.DuplicateIdentifiers is DuplicateIdentifierPolicy.Reject ? counts : null;
        _log = new SharedLog(LogName, new NewsSink(Take), services);
        collection.Peers = this;
        collection.OnEventSourceRegistered += OnOpened;
        collection.OnEventSourceUnregistration += OnClosed;
    }

    public async ValueTask<bool> TryClaimAsync(string identifier, CancellationToken cancellationToken)
    {
        try
        {
            return _counts is null || await _counts.TryClaimAsync(identifier).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is StackExchange.Redis.RedisException or TimeoutException)
        {
            // Better two with one identifier than none.
            LogNotAsked(_logger, identifier, exception.Message);
            return true;
        }
    }

    public ValueTask CloseElsewhereAsync(string prefix, bool exact, bool forGood, CancellationToken cancellationToken)
    {
        var kind = (exact, forGood) switch
        {
            (true, false) => ConnectionNewsKind.Close,
            (true, true) => ConnectionNewsKind.End,
            (false, false) => ConnectionNewsKind.CloseBelow,
            (false, true) => ConnectionNewsKind.EndBelow,
        };
        return TellAsync(new ConnectionNews(kind, _server, prefix), cancellationToken);
    }

    public ValueTask<long> CountAsync(string prefix, CancellationToken cancellationToken) =>
        _counts?.CountAsync(prefix) ?? throw new InvalidOperationException(
            "Connections are not counted over all servers. Set RedisOptions.CountConnections.");

    /// <summary>Completes when all that the servers have told each other by now is known here.</summary>
    internal ValueTask<bool> SettleAsync(CancellationToken cancellationToken) => _log.Follower.CatchUpAsync(cancellationToken);

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken).ConfigureAwait(false);
        if (_counts is not null)
        {
            await _counts.LeaveAsync().ConfigureAwait(false);
        }
    }

    public ValueTask DisposeAsync()
    {
        Dispose();
        return _log.DisposeAsync();
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => _counts?.RunAsync(stoppingToken) ?? Task.CompletedTask;

    private void OnOpened(object? sender, HttpRequestEventSource source)
    {
        _counts?.Add(source);
        if (_replaces && !source.HasUniqueIdentifier)
        {
            lock (_announced)
            {
                if (!_announced.TryGetValue(source.Identifier!, out var announced))
                {
                    _announced[source.Identifier!] = announced = [];
                }

                announced.Add(source);
            }

            _ = AnnounceAsync(source);
        }
    }

    private void OnClosed(object? sender, HttpRequestEventSource source)
    {
        _counts?.Remove(source);
        _holders.TryRemove(KeyValuePair.Create(source.Identifier!, source));
    }

    private async Task AnnounceAsync(HttpRequestEventSource source)
    {
        var identifier = source.Identifier!;
        try
        {
            await TellAsync(new ConnectionNews(ConnectionNewsKind.Opened, _server, identifier), CancellationToken.None).ConfigureAwait(false);
        }
        catch (EventLogUnavailableException exception)
        {
            LogNotTold(_logger, identifier, exception.Message);
            TakeAnnounced(identifier, source);
        }
    }

    private ValueTask TellAsync(ConnectionNews news, CancellationToken cancellationToken) =>
        _log.Appender.AppendAsync(news.ToRecord(), cancellationToken);

    private void Take(ConnectionNews news)
    {
        var isOwn = news.Server == _server;
        switch (news.Kind)
        {
            case ConnectionNewsKind.Opened when isOwn:
                Hold(news.Identifier);
                break;
            case ConnectionNewsKind.Opened:
                if (_replaces && _holders.TryRemove(news.Identifier, out var older))
                {
                    older.EndForGood(CloseReason.Replaced);
                }

                break;
            case var kind when !isOwn:
                _collection.CloseHere(
                    news.Identifier,
                    exact: kind is ConnectionNewsKind.Close or ConnectionNewsKind.End,
                    forGood: kind is ConnectionNewsKind.End or ConnectionNewsKind.EndBelow);
                break;
        }
    }

    /// <summary>The announcements of one identifier come back in their order.</summary>
    private void Hold(string identifier)
    {
        if (TakeAnnounced(identifier) is not { } source)
        {
            return;
        }

        _holders[identifier] = source;
        if (!source.IsActive)
        {
            _holders.TryRemove(KeyValuePair.Create(identifier, source));
        }
    }

    /// <summary>One that is announced no longer: the first, or a given one.</summary>
    private HttpRequestEventSource? TakeAnnounced(string identifier, HttpRequestEventSource? given = null)
    {
        lock (_announced)
        {
            if (!_announced.TryGetValue(identifier, out var announced))
            {
                return null;
            }

            var source = given ?? announced[0];
            announced.Remove(source);
            if (announced.Count == 0)
            {
                _announced.Remove(identifier);
            }

            return source;
        }
    }

    [LoggerMessage(8, LogLevel.Warning, "Other servers could not be told that '{Identifier}' has a new connection here: {Reason}")]
    private static partial void LogNotTold(ILogger logger, string identifier, string reason);

    [LoggerMessage(9, LogLevel.Warning, "It could not be asked whether another server has a connection '{Identifier}', so it is let in: {Reason}")]
    private static partial void LogNotAsked(ILogger logger, string identifier, string reason);
}
