using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Sisk.Sse.Backplane;
using Sisk.Sse.CompilerServices;
using Sisk.Sse.Presence;

namespace Sisk.Sse.Peers;

/// <summary>
/// Exchanges the presence of streams with other servers, through the log of messages between servers. Nothing is sent for a stream before
/// some server asks for it. From then on, each server sends its changes and signs of life.
/// </summary>
internal sealed partial class PresenceExchange : IPresencePeers
{
    /// <summary>
    /// The number of checks for dead servers within their timeout. A server is removed that much earlier, so that the timeout holds.
    /// </summary>
    private const int ChecksPerTimeout = 10;

    /// <summary>The number of checks between two signs of life. Two may be lost.</summary>
    private const int ChecksPerSignOfLife = 3;

    private static readonly TimeSpan _leaveTimeout = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<string, StreamPresence> _streams = new(StringComparer.Ordinal);
    private readonly TaskCompletionSource _activated = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly PresenceServers _servers;
    private readonly StreamRegistry _registry;
    private readonly SharedLog _log;
    private readonly string _server;
    private readonly TimeSpan _serverTimeout;
    private readonly TimeSpan _delay;
    private readonly int _maxBytes;
    private readonly string _optionsName;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;

    internal PresenceExchange(StreamRegistry registry, SharedLog log, string server, LogServices services, TimeSpan delay, ILogger logger)
    {
        (_registry, _log, _server, _delay, _logger) = (registry, log, server, delay, logger);
        (_serverTimeout, _maxBytes) = (services.Options.ServerTimeout, services.Options.MaxEventBytes);
        (_optionsName, _time) = (services.OptionsName, services.Time);
        _servers = new PresenceServers(_time);
        _throttle = new LogThrottle(_time);
    }

    /// <inheritdoc/>
    public void Activate(StreamPresence presence)
    {
        _streams[presence.Stream] = presence;
        _activated.TrySetResult();
    }

    /// <summary>Handles a message. Called on the thread that reads the log.</summary>
    internal void Handle(PeerMessage message, bool isOwn)
    {
        if (isOwn)
        {
            return;
        }

        if (_servers.Renew(message.Server, GetLifetime(message.Kind)))
        {
            OnRestarted();
        }

        switch (message.Kind)
        {
            case PeerMessageKind.PresenceAlive:
                ActivateAll(PresenceMessage.ReadStreams(message.Identifier));
                break;
            case PeerMessageKind.PresenceAsked:
                _ = SendChangesAsync(_registry.GetPresence(message.Identifier), all: true);
                break;
            case PeerMessageKind.PresenceBegins:
                _registry.GetPresence(message.Identifier).BeginReplace(message.Server);
                break;
            case PeerMessageKind.PresenceChanged:
                var (stream, changes) = PresenceMessage.ReadChanged(message.Identifier);
                _registry.GetPresence(stream).Apply(message.Server, changes);
                break;
            case PeerMessageKind.PresenceComplete:
                _registry.GetPresence(message.Identifier).EndReplace(message.Server);
                GetSync(message.Identifier).Answer(message.Server);
                break;
        }
    }

    /// <summary>
    /// Called when messages were missed or could not be used, and when the log begins to be read. All servers send their keys again.
    /// </summary>
    internal void OnRestarted()
    {
        foreach (var presence in _streams.Values)
        {
            _ = AskAgainAsync(presence);
        }
    }

    /// <summary>Sends signs of life, and removes servers that send none.</summary>
    internal async Task RunAsync(CancellationToken stop)
    {
        await _activated.Task.WaitAsync(stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        using var timer = new PeriodicTimer(_serverTimeout / ChecksPerTimeout, _time);
        var (sending, isDue) = (Task.CompletedTask, false);
        try
        {
            for (var checks = 0; !stop.IsCancellationRequested && await timer.WaitForNextTickAsync(stop).ConfigureAwait(false); checks++)
            {
                RemoveDead();
                isDue |= checks % ChecksPerSignOfLife == 0;
                if (isDue && sending.IsCompleted)
                {
                    // During an outage, this may take long. The checks continue.
                    (isDue, sending) = (false, SendAliveAndRepeatAsync(stop));
                }
            }
        }
        finally
        {
            // Nothing may follow the message that this server has left.
            await sending.ConfigureAwait(false);
        }
    }

    /// <summary>Called when the end of the log was reached.</summary>
    internal void OnCaughtUp()
    {
        if (_log.Follower.IsUnreadable)
        {
            // The other servers could not be heard until now.
            _servers.RenewAll();
        }
    }

    /// <summary>Announces that this server stops. Its clients count as present until they had time to connect to other servers.</summary>
    internal async Task LeaveAsync(CancellationToken cancellationToken)
    {
        if (!_streams.IsEmpty)
        {
            await TrySendAsync(PeerMessageKind.PresenceLeft, "").WaitAsync(_leaveTimeout, _time, cancellationToken)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private TimeSpan GetLifetime(PeerMessageKind kind) =>
        kind is PeerMessageKind.PresenceLeft ? _delay : _serverTimeout * (ChecksPerTimeout - 1) / ChecksPerTimeout;

    /// <summary>Joins the exchange of streams that other servers have begun, by sending the keys of this server.</summary>
    private void ActivateAll(IEnumerable<string> streams)
    {
        foreach (var stream in streams.Where(stream => !_streams.ContainsKey(stream)))
        {
            _ = SendChangesAsync(_registry.GetPresence(stream), all: true);
        }
    }

    private async Task SendAliveAndRepeatAsync(CancellationToken stop)
    {
        await SendAliveAsync().ConfigureAwait(false);
        await RepeatFailedAsync(stop).ConfigureAwait(false);
        await AskUnaskedAsync(stop).ConfigureAwait(false);
    }

    private void RemoveDead()
    {
        if (_log.Follower.IsUnreadable || _log.IsUnwritable)
        {
            // The other servers are not silent: this one cannot hear them, or nothing can be written to the log, for example because its
            // disk is full.
            _servers.RenewAll();
            return;
        }

        foreach (var dead in _servers.TakeDead())
        {
            foreach (var presence in _streams.Values)
            {
                presence.RemoveServer(dead);
            }
        }
    }
}
