using System.Globalization;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Sisk.Sse.Delivery;
using Sisk.Sse.Redis.Client;
using Sisk.Sse.Redis.Log;

namespace Sisk.Sse.Redis.Peers;

/// <summary>
/// Closes, replaces and counts connections over all servers. What servers tell each other goes through a log, as events do, so that it
/// survives an interruption.
/// </summary>
internal sealed partial class RedisPeers : BackgroundService, IConnectionPeers, IPeerMessageHandler, IAsyncDisposable
{
    private const string LogName = "connections";

    private readonly HttpEventSourceCollection _collection;
    private readonly SharedLog _log;
    private readonly ConnectionCounter? _counts;
    private readonly bool _replaces;
    private readonly ILogger<RedisPeers> _logger;
    private readonly string _server = Guid.NewGuid().ToString("N", CultureInfo.InvariantCulture);

    private readonly LocalConnections _own = new();
    private readonly ConnectionAnnouncer _announcer;
    private readonly PeerLogSink _news;
    private readonly TimeProvider _time;

    public RedisPeers(
        HttpEventSourceCollection collection, LogServices services, ConnectionCounter counts, IOptions<EventStreamOptions> streams, ILogger<RedisPeers> logger)
    {
        _collection = collection;
        _logger = logger;
        _replaces = streams.Value.DuplicateIdentifiers is DuplicateIdentifierPolicy.Replace;
        _counts = services.Options.CountConnections || streams.Value.DuplicateIdentifiers is DuplicateIdentifierPolicy.Reject ? counts : null;
        _time = services.Time;
        _news = new PeerLogSink(this);
        _log = new SharedLog(LogName, _news, services);
        _announcer = new ConnectionAnnouncer(_own, _log, _server, services.Time, logger);
        collection.Peers = this;
        collection.OnEventSourceRegistered += OnOpened;
        collection.OnEventSourceUnregistration += OnClosed;
    }

    public async ValueTask<bool> TryClaimAsync(string identifier, CancellationToken cancellationToken)
    {
        try
        {
            return _counts is null || await _counts.TryClaimAsync(identifier).WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
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
            (true, false) => PeerMessageKind.Close,
            (true, true) => PeerMessageKind.End,
            (false, false) => PeerMessageKind.CloseBelow,
            (false, true) => PeerMessageKind.EndBelow,
        };
        return TellAsync(new PeerMessage(kind, _server, prefix), cancellationToken);
    }

    public ValueTask<long> CountAsync(string prefix, CancellationToken cancellationToken) =>
        _counts?.CountAsync(prefix) ?? ValueTask.FromException<long>(new InvalidOperationException(
            "Connections are not counted over all servers. Set RedisEventStreamOptions.CountConnections."));

    /// <summary>Completes when all that the servers have told each other by now is known here.</summary>
    internal ValueTask<bool> SettleAsync(CancellationToken cancellationToken) => _log.Follower.CatchUpAsync(cancellationToken);

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken).ConfigureAwait(false);
        if (_counts is not null)
        {
            await _counts.LeaveAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    public ValueTask DisposeAsync()
    {
        Dispose();
        return _log.DisposeAsync();
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => _counts?.RunAsync(stoppingToken) ?? Task.CompletedTask;

    void IPeerMessageHandler.Take(PeerMessage news, long sequence)
    {
        if (news.Server == _server)
        {
            if (news.Opening is { } opening)
            {
                _own.NoteAnnounced(news.Identifier, opening.Token, sequence);
            }
        }
        else if (news.Opening is { } other)
        {
            Meet(news.Identifier, other);
        }
        else
        {
            CloseHere(
                news.Identifier,
                exact: news.Kind is PeerMessageKind.Close or PeerMessageKind.End,
                forGood: news.Kind is PeerMessageKind.End or PeerMessageKind.EndBelow);
        }
    }

    void IPeerMessageHandler.OnRestarted() => _own.ForgetAnnouncements();

    void IPeerMessageHandler.OnCaughtUp()
    {
        if (_replaces)
        {
            _announcer.AnnounceAll();
        }
    }

    private void OnOpened(object? sender, HttpRequestEventSource source)
    {
        _counts?.Add(source);
        if (!_replaces || source.HasUniqueIdentifier)
        {
            return;
        }

        var own = _own.Add(source, _time.GetTimestamp(), _log.Follower.Seen);
        if (source.IsActive)
        {
            _announcer.Announce(own);
        }
        else
        {
            _own.Remove(source);
        }
    }

    private void OnClosed(object? sender, HttpRequestEventSource source)
    {
        _counts?.Remove(source);
        _own.Remove(source);
    }

    private ValueTask TellAsync(PeerMessage news, CancellationToken cancellationToken) =>
        _log.Appender.AppendAsync(news.ToRecord(), cancellationToken);

    /// <summary>Another server has a connection with the identifier.</summary>
    private void Meet(string identifier, Opening other)
    {
        if (!_replaces)
        {
            return;
        }

        var (older, newer) = _own.Compare(identifier, other, sequence => _news.HadRead(other, sequence));
        foreach (var own in older)
        {
            Close(own.Source, CloseReason.Replaced, forGood: true);
        }

        // The other server has not heard of it, or it would have closed its own.
        foreach (var own in newer.Where(static own => own.Sequence is not null))
        {
            _announcer.Announce(own);
        }
    }

    private void CloseHere(string prefix, bool exact, bool forGood)
    {
        foreach (var source in _collection.FindByPrefix(prefix))
        {
            if (!exact || source.Identifier == prefix)
            {
                Close(source, CloseReason.Closed, forGood);
            }
        }
    }

    /// <summary>Each is closed on a thread of the pool: the application's handlers run there, and this thread is the log's.</summary>
    private static void Close(HttpRequestEventSource source, CloseReason reason, bool forGood) => ThreadPool.UnsafeQueueUserWorkItem(
        static close =>
        {
            if (close.ForGood)
            {
                close.Source.ClosePermanently(close.Reason);
            }
            else
            {
                close.Source.Close();
            }
        },
        (Source: source, Reason: reason, ForGood: forGood),
        preferLocal: false);

    [LoggerMessage(9, LogLevel.Warning, "The connection '{Identifier}' is let in without asking other servers, since Redis cannot be asked: {Reason}")]
    private static partial void LogNotAsked(ILogger logger, string identifier, string reason);
}
