using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Sisk.Sse.Backplane;
using Sisk.Sse.Presence;

namespace Sisk.Sse.Peers;

/// <content>Sends the keys of this server.</content>
internal sealed partial class PresenceExchange
{
    /// <summary>Keeps messages in the order of the changes.</summary>
    private readonly SemaphoreSlim _sending = new(1, 1);
    private readonly ConcurrentDictionary<StreamPresence, bool> _failed = new();
    private readonly LogThrottle _throttle;

    /// <inheritdoc/>
    public void OnChanged(StreamPresence presence) => ThreadPool.UnsafeQueueUserWorkItem(
        static work => _ = work.Exchange.SendChangesAsync(work.Presence, all: false),
        (Exchange: this, Presence: presence),
        preferLocal: false);

    private async Task SendAliveAsync()
    {
        foreach (var text in PresenceMessage.Streams(_streams.Keys, _maxBytes))
        {
            await TrySendAsync(PeerMessageKind.PresenceAlive, text).ConfigureAwait(false);
        }
    }

    /// <summary>
    /// Sends the changes of a stream, or all keys. Changes during a send are in the next one. Each message is in the log before the next is
    /// sent: at the end of a list of all keys, the others remove those that they did not get.
    /// </summary>
    private async Task SendChangesAsync(StreamPresence presence, bool all)
    {
        await _sending.WaitAsync().ConfigureAwait(false);
        try
        {
            var texts = PresenceMessage.Changed(presence.Stream, presence.TakeChanges(all), _maxBytes, out var tooLong);
            if (tooLong > 0 && _throttle.Allows())
            {
                LogTooLong(_logger, presence.Stream, _optionsName, tooLong);
            }

            if (all)
            {
                await SendAsync(PeerMessageKind.PresenceBegins, presence.Stream).ConfigureAwait(false);
            }

            foreach (var text in texts)
            {
                await SendAsync(PeerMessageKind.PresenceChanged, text).ConfigureAwait(false);
            }

            if (all)
            {
                await SendAsync(PeerMessageKind.PresenceComplete, presence.Stream).ConfigureAwait(false);
            }
        }
        catch (Exception exception)
        {
            // The others may know a part of it.
            _failed[presence] = true;
            Report(exception, LogNotSent);
        }
        finally
        {
            _sending.Release();
        }
    }

    private async Task RepeatFailedAsync(CancellationToken stop)
    {
        foreach (var presence in _failed.Keys.TakeWhile(_ => !stop.IsCancellationRequested))
        {
            _failed.TryRemove(presence, out _);
            await SendChangesAsync(presence, all: true).ConfigureAwait(false);
        }
    }

    private async Task TrySendAsync(PeerMessageKind kind, string text)
    {
        try
        {
            await SendAsync(kind, text).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            Report(exception, LogNotSent);
        }
    }

    private Task SendAsync(PeerMessageKind kind, string text) =>
        _log.Appender.AppendAsync(new PeerMessage(kind, _server, text).ToRecord(), CancellationToken.None).AsTask();

    private void Report(Exception exception, Action<ILogger, string> log)
    {
        if (exception is not ObjectDisposedException && _throttle.Allows())
        {
            log(_logger, EventLogException.Explain(exception));
        }
    }

    [LoggerMessage(10, LogLevel.Warning, "Other servers could not be told of clients that came or went. They are told again: {Reason}")]
    private static partial void LogNotSent(ILogger logger, string reason);

    [LoggerMessage(
        11,
        LogLevel.Warning,
        "Keys of '{Stream}' are longer than {Options}.MaxEventBytes allows: {Count}. Other servers do not see these clients. "
        + "Raise it on every server.")]
    private static partial void LogTooLong(ILogger logger, string stream, string options, int count);

    [LoggerMessage(12, LogLevel.Warning, "Other servers could not be asked for their clients. They are asked again: {Reason}")]
    private static partial void LogNotAsked(ILogger logger, string reason);
}
