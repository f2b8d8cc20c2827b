using Sisk.Sse.Redis.Client;
using Microsoft.Extensions.Logging;
using Sisk.Sse.Redis.Log;

namespace Sisk.Sse.Redis.Peers;

/// <summary>Tells the other servers of this server's connections, until each is in the log or closed.</summary>
internal sealed partial class ConnectionAnnouncer(LocalConnections own, SharedLog log, string server, TimeProvider time, ILogger logger)
{
    private const int MaxAtOnce = 256;

    private readonly LogThrottle _throttle = new(time);
    private int _isAnnouncingAll;

    internal void Announce(LocalConnection connection)
    {
        connection.IsBeingAnnounced = true;
        _ = AnnounceAsync(connection);
    }

    /// <summary>Announces those that are not, some at a time: there may be more than may wait for Redis.</summary>
    internal void AnnounceAll()
    {
        if (Interlocked.Exchange(ref _isAnnouncingAll, 1) == 0)
        {
            _ = AnnounceAllAsync();
        }
    }

    private async Task AnnounceAllAsync()
    {
        var areTold = true;
        while (areTold && own.TakeUnannounced(MaxAtOnce) is { Length: > 0 } some)
        {
            areTold = (await Task.WhenAll(some.Select(AnnounceAsync)).ConfigureAwait(false)).All(static isTold => isTold);
        }

        Volatile.Write(ref _isAnnouncingAll, 0);
    }

    /// <summary>False when it failed. It is tried again when the log has been read again.</summary>
    private async Task<bool> AnnounceAsync(LocalConnection connection)
    {
        try
        {
            while (!log.Follower.Clock.IsKnown)
            {
                // Without Redis' time nobody could compare it.
                await log.Follower.CatchUpAsync(connection.Closed).ConfigureAwait(false);
            }

            var (at, uncertainty) = log.Follower.Clock.At(connection.OpenedAt);
            connection.Opening ??= new Opening(connection.Token, at, uncertainty, connection.Read.Epoch, connection.Read.Position);
            var news = new PeerMessage(PeerMessageKind.Opened, server, connection.Identifier, connection.Opening);
            await log.Appender.AppendAsync(news.ToRecord(), connection.Closed).ConfigureAwait(false);
            return true;
        }
        catch (Exception exception) when (exception is OperationCanceledException or ObjectDisposedException)
        {
            // It is closed.
            return true;
        }
        catch (Exception exception)
        {
            if (_throttle.Allows(out _, out _))
            {
                LogNotTold(logger, connection.Identifier, exception.Message);
            }

            return false;
        }
        finally
        {
            connection.IsBeingAnnounced = false;
        }
    }

    [LoggerMessage(8, LogLevel.Warning, "Other servers could not be told that '{Identifier}' has a new connection here, which is tried again later: {Reason}")]
    private static partial void LogNotTold(ILogger logger, string identifier, string reason);
}
