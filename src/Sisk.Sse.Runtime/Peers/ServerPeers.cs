using System.Globalization;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Sisk.Sse.Backplane;
using Sisk.Sse.CompilerServices;
using Sisk.Sse.Presence;
using Sisk.Sse.Sources;
using Sisk.Sse.Telemetry;

namespace Sisk.Sse.Peers;

/// <summary>
/// Closes, replaces and counts connections across servers. The messages between servers go through a log, as events do, so that they
/// survive an interruption.
/// </summary>
internal sealed partial class ServerPeers : BackgroundService, IConnectionPeers, IPeerMessageHandler, IAsyncDisposable
{
    private const string LogName = "connections";

    private readonly HttpEventSourceCollection _collection;
    private readonly SharedLog _log;
    private readonly ConnectionCounter? _counter;
    private readonly bool _replaces;
    private readonly string _optionsName;
    private readonly GuardedLogger _logger;
    private readonly string _server = Guid.NewGuid().ToString("N", CultureInfo.InvariantCulture);
    private readonly LocalConnections _connections = new();
    private readonly ConnectionAnnouncer _announcer;
    private readonly PeerLogSink _sink;
    private readonly PresenceExchange _presence;
    private readonly TimeProvider _time;
    private readonly LogThrottle _throttle;
    private bool _isDisposed;

    public ServerPeers(
        HttpEventSourceCollection collection,
        StreamRegistry registry,
        LogServices services,
        IOptions<EventStreamOptions> streams,
        ILogger<ServerPeers> logger)
    {
        var policy = streams.Value.DuplicateIdentifiers;
        _collection = collection;
        _logger = new GuardedLogger(logger);
        _replaces = policy is DuplicateIdentifierPolicy.Replace;
        _optionsName = services.OptionsName;
        _counter = services.Options.CountConnections || policy is DuplicateIdentifierPolicy.Reject
            ? CreateCounter(services, _logger)
            : null;
        _time = services.Time;
        _throttle = new LogThrottle(_time);
        _sink = new PeerLogSink(this);
        _log = new SharedLog(LogName, _sink, services, follows: false);
        services.ServerLog = _log;
        _announcer = new ConnectionAnnouncer(_connections, _log, _server, services.Time, _logger);
        _presence = new PresenceExchange(registry, _log, _server, services, streams.Value.PresenceDelay, _logger);

        // Messages may come from now on.
        _log.Follower.Start();
        collection.Peers = this;
        collection.OnEventSourceRegistered += OnOpened;
        collection.OnEventSourceUnregistration += OnClosed;
    }

    /// <summary>Gets the exchange of presence.</summary>
    internal IPresencePeers Presence => _presence;

    public async ValueTask<bool> TryClaimAsync(string identifier, CancellationToken cancellationToken)
    {
        try
        {
            return _counter is null
                || await _counter.TryClaimAsync(identifier, cancellationToken).WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            // Two connections with one identifier are better than none.
            if (_throttle.Allows())
            {
                LogClaimFailed(_logger, identifier, EventLogException.Explain(exception));
            }

            return true;
        }
    }

    public ValueTask CloseAsync(string identifier, CloseMode mode, CancellationToken cancellationToken) => SendAsync(
        mode is CloseMode.Permanent ? PeerMessageKind.ClosePermanently : PeerMessageKind.Close, identifier, cancellationToken);

    public ValueTask CloseByPrefixAsync(string prefix, CloseMode mode, CancellationToken cancellationToken) => SendAsync(
        mode is CloseMode.Permanent ? PeerMessageKind.CloseByPrefixPermanently : PeerMessageKind.CloseByPrefix, prefix, cancellationToken);

    public ValueTask<long> CountAsync(string prefix, CancellationToken cancellationToken) =>
        _counter?.CountAsync(prefix, cancellationToken) ?? ValueTask.FromException<long>(new InvalidOperationException(
            $"Connections are not counted across servers. Set {_optionsName}.CountConnections."));

    /// <summary>Completes when this server has processed all messages that exist at the time of the call.</summary>
    internal ValueTask<bool> CatchUpAsync(CancellationToken cancellationToken) => _log.Follower.CatchUpAsync(cancellationToken);

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken).ConfigureAwait(false);
        await _presence.LeaveAsync(cancellationToken).ConfigureAwait(false);
        if (_counter is not null)
        {
            await _counter.LeaveAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    public ValueTask DisposeAsync()
    {
        // It is registered twice, as a hosted service too, and disposed with each registration.
        if (Interlocked.Exchange(ref _isDisposed, true))
        {
            return ValueTask.CompletedTask;
        }

        Dispose();
        return _log.DisposeAsync();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await Task.WhenAll(_counter?.RunAsync(stoppingToken) ?? Task.CompletedTask, _presence.RunAsync(stoppingToken))
                .ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // A host whose start has failed, for example because its port is in use, would report this as the failure.
        }
    }

    void IPeerMessageHandler.Handle(PeerMessage message, long sequence)
    {
        if (message.IsAboutPresence)
        {
            _presence.Handle(message, isOwn: message.Server == _server);
        }
        else if (message.Server == _server)
        {
            if (message.Opening is { } announced)
            {
                _connections.SetAnnounced(message.Identifier, announced.Token, sequence);
            }
        }
        else if (message.Opening is { } opening)
        {
            ReplaceOlder(message.Identifier, opening);
        }
        else
        {
            CloseLocal(message);
        }
    }

    /// <summary>The other servers may have answered this one before it could read their answers.</summary>
    void IPeerMessageHandler.OnBegun() => _presence.OnRestarted();

    void IPeerMessageHandler.OnRestarted()
    {
        _connections.ClearAnnounced();
        _presence.OnRestarted();
    }

    void IPeerMessageHandler.OnCaughtUp()
    {
        if (_replaces)
        {
            _announcer.AnnounceAll();
        }

        _presence.OnCaughtUp();
    }

    private ValueTask SendAsync(PeerMessageKind kind, string identifier, CancellationToken cancellationToken) =>
        _log.Appender.AppendAsync(new PeerMessage(kind, _server, identifier).ToRecord(), cancellationToken);

    private void CloseLocal(PeerMessage message)
    {
        var sources = message.Kind is PeerMessageKind.Close or PeerMessageKind.ClosePermanently
            ? _collection.FindAll(message.Identifier)
            : _collection.FindByPrefix(message.Identifier);
        var mode = message.Kind is PeerMessageKind.ClosePermanently or PeerMessageKind.CloseByPrefixPermanently
            ? CloseMode.Permanent
            : CloseMode.Reconnect;
        ConnectionCloser.Close(sources, CloseReason.Closed, mode);
    }

    private static ConnectionCounter CreateCounter(LogServices services, ILogger logger) => services.Database is IConnectionCounts counts
        ? new ConnectionCounter(counts, services.Options, services.Time, logger)
        : throw new InvalidOperationException(
            $"{services.Database.Name} cannot count connections across servers. "
            + $"Leave {services.OptionsName}.CountConnections off, and use a policy "
            + "for duplicate identifiers other than Reject.");

    private void OnOpened(object? sender, HttpRequestEventSource source)
    {
        _counter?.Add(source);
        if (!_replaces || source.HasUniqueIdentifier)
        {
            return;
        }

        var connection = _connections.Add(source, _time.GetTimestamp(), _log.Follower.Seen);
        if (source.IsActive)
        {
            _announcer.Announce(connection);
        }
        else
        {
            _connections.Remove(source);
        }
    }

    private void OnClosed(object? sender, HttpRequestEventSource source)
    {
        _counter?.Remove(source);
        _connections.Remove(source);
    }

    /// <summary>Handles the announcement that another server has a connection with an identifier.</summary>
    private void ReplaceOlder(string identifier, Opening other)
    {
        if (!_replaces)
        {
            return;
        }

        var (older, newer) = _connections.Compare(identifier, other, sequence => _sink.HadRead(other, sequence));
        ConnectionCloser.Close(older.Select(static connection => connection.Source), CloseReason.Replaced, CloseMode.Permanent);

        // The other server does not know of them, or it would have closed its own connection.
        foreach (var connection in newer.Where(static connection => connection.Sequence is not null))
        {
            _announcer.Announce(connection);
        }
    }

    [LoggerMessage(
        9, LogLevel.Warning,
        "The connection '{Identifier}' is accepted without asking other servers, because the shared log is unavailable: {Reason}")]
    private static partial void LogClaimFailed(ILogger logger, string identifier, string reason);
}
