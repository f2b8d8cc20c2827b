using Microsoft.Extensions.Logging;
using Sisk.Sse.Backplane;

namespace Sisk.Sse.Peers;

/// <summary>Announces the connections of this server to the others, until each is in the log or closed.</summary>
internal sealed partial class ConnectionAnnouncer(
    LocalConnections connections, SharedLog log, string server, TimeProvider time, ILogger logger)
{
    private const int MaxAtOnce = 256;

    private readonly LogThrottle _throttle = new(time);
    private int _isAnnouncingAll;

    internal void Announce(LocalConnection connection)
    {
        connection.IsBeingAnnounced = true;
        _ = AnnounceAsync(connection);
    }

    /// <summary>
    /// Announces all connections that are not announced, in groups: more than <see cref="EventLogOptions.MaxWaitingBroadcasts"/> may exist.
    /// </summary>
    internal void AnnounceAll()
    {
        if (Interlocked.Exchange(ref _isAnnouncingAll, 1) == 0)
        {
            _ = AnnounceAllAsync();
        }
    }

    private async Task AnnounceAllAsync()
    {
        var areAnnounced = true;
        while (areAnnounced && connections.TakeUnannounced(MaxAtOnce) is { Length: > 0 } some)
        {
            areAnnounced = (await Task.WhenAll(some.Select(AnnounceAsync)).ConfigureAwait(false)).All(static isAnnounced => isAnnounced);
        }

        Volatile.Write(ref _isAnnouncingAll, 0);
    }

    /// <summary>Returns false if it failed. It is retried after the next read of the log.</summary>
    private async Task<bool> AnnounceAsync(LocalConnection connection)
    {
        try
        {
            while (!log.Follower.Clock.IsKnown)
            {
                // Without the time of the database, other servers could not compare the connection with theirs.
                await log.Follower.CatchUpAsync(connection.Closed).ConfigureAwait(false);
            }

            var (at, uncertainty) = log.Follower.Clock.At(connection.OpenedAt);
            connection.Opening ??= new Opening(connection.Token, at, uncertainty, connection.Read.Epoch, connection.Read.Sequence);
            var message = new PeerMessage(PeerMessageKind.Opened, server, connection.Identifier, connection.Opening);
            var losses = connections.Losses;
            await log.Appender.AppendAsync(message.ToRecord(), connection.Closed).ConfigureAwait(false);
            connections.SetAppended(connection, losses);
            return true;
        }
        catch (Exception exception) when (exception is OperationCanceledException or ObjectDisposedException)
        {
            // The connection is closed.
            return true;
        }
        catch (Exception exception)
        {
            if (_throttle.Allows())
            {
                LogNotAnnounced(logger, connection.Identifier, EventLogException.Explain(exception));
            }

            return false;
        }
        finally
        {
            connection.IsBeingAnnounced = false;
        }
    }

    [LoggerMessage(
        8, LogLevel.Warning,
        "The new connection of '{Identifier}' could not be announced to other servers. The announcement is retried: {Reason}")]
    private static partial void LogNotAnnounced(ILogger logger, string identifier, string reason);
}
