using Microsoft.Extensions.Logging;

namespace Sisk.Sse.Redis.Log;

/// <summary>The log messages about the logs in Redis: their names, and what other programs or missing permissions do to them.</summary>
internal sealed partial class LogMessages(ILogger<RedisEventLog> logger, TimeProvider time)
{
    private static readonly TimeSpan _window = TimeSpan.FromSeconds(10);

    private readonly Lock _gate = new();
    private long? _reportedAt;

    internal void Opened(string application) => Try(() => LogOpened(logger, application));

    internal void Restarted(string stream) => Try(() => LogRestarted(logger, stream));

    /// <summary>Logs that a batch could not be published, at most once in ten seconds.</summary>
    internal void Unpublished(string stream, string reason)
    {
        lock (_gate)
        {
            if (_reportedAt is { } at && time.GetElapsedTime(at) < _window)
            {
                return;
            }

            _reportedAt = time.GetTimestamp();
        }

        Try(() => LogUnpublished(logger, stream, reason));
    }

    /// <summary>
    /// Writes a message. An exception of a logger must fail neither the start nor a broadcast, whose events are in Redis already.
    /// </summary>
    private static void Try(Action log)
    {
        try
        {
            log();
        }
        catch (Exception)
        {
            // The other loggers have the message.
        }
    }

    [LoggerMessage(
        12, LogLevel.Error,
        "Another program added an entry to the log of {Stream} in Redis that blocks further events. "
        + "The log was restarted without its history. Give that program other keys.")]
    private static partial void LogRestarted(ILogger logger, string stream);

    [LoggerMessage(
        13, LogLevel.Error,
        "Redis does not publish the events of {Stream}, so other servers find them only by polling: {Reason} "
        + "See docs/guides/scale-out.md for the permissions.")]
    private static partial void LogUnpublished(ILogger logger, string stream, string reason);

    [LoggerMessage(
        14, LogLevel.Information,
        "The event streams of '{ApplicationName}' are shared through Redis, with all servers and publishing hosts of this name.")]
    private static partial void LogOpened(ILogger logger, string applicationName);
}
