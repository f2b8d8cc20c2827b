using Microsoft.Extensions.Logging;

namespace Sisk.Sse.Backplane;

/// <summary>
/// The log messages of all streams. Each kind is limited, so that an outage with a thousand streams writes only a few lines.
/// </summary>
internal sealed partial class LogMessages(ILogger logger, string database, TimeProvider time)
{
    private readonly LogThrottle _unreadable = new(time);
    private readonly LogThrottle _readable = new(time);
    private readonly LogThrottle _refused = new(time);
    private readonly LogThrottle _reset = new(time);
    private readonly LogThrottle _foreign = new(time);
    private readonly LogThrottle _failed = new(time);
    private readonly LogThrottle _otherKeys = new(time);
    private readonly LogThrottle _tooMany = new(time);

    internal void Unreadable(Exception exception, string stream)
    {
        if (Allows(_unreadable, out var isFirst))
        {
            LogUnreadable(logger, isFirst ? exception : null, database, stream, exception.Message);
        }
    }

    internal void Readable(string stream)
    {
        if (Allows(_readable, out _))
        {
            LogReadable(logger, database, stream);
        }
    }

    internal void Refused(Exception exception, string stream, string reason)
    {
        if (Allows(_refused, out var isFirst))
        {
            LogRefused(logger, isFirst ? exception : null, database, stream, reason);
        }
    }

    internal void Reset(string stream, string cause, string consequence)
    {
        if (Allows(_reset, out _))
        {
            LogReset(logger, database, stream, cause, consequence);
        }
    }

    internal void Foreign(string stream, int count)
    {
        if (Allows(_foreign, out _))
        {
            LogForeign(logger, database, stream, count);
        }
    }

    internal void OtherKeys(string stream, string keys)
    {
        if (Allows(_otherKeys, out _))
        {
            LogOtherKeys(logger, stream, keys);
        }
    }

    internal void AppendFailed(Exception exception, int count, string stream)
    {
        if (Allows(_failed, out var isFirst))
        {
            var reason = EventLogException.Explain(exception);
            LogAppendFailed(logger, isFirst ? exception : null, stream, database, count, reason);
        }
    }

    /// <summary>Logs that broadcasts are refused. Their exceptions may not be logged: over HTTP, they become a 503.</summary>
    internal void TooManyWait(string stream, string options)
    {
        if (Allows(_tooMany, out _))
        {
            LogTooManyWait(logger, database, stream, options);
        }
    }

    internal void AppendRetried(string reason, int count, string stream) => LogAppendRetried(logger, reason, count, stream);

    /// <summary>Returns true if a message may be written. Only the first of a kind includes the stack trace.</summary>
    private bool Allows(LogThrottle throttle, out bool isFirst)
    {
        var allows = throttle.Allows(out isFirst, out var suppressed);
        if (suppressed > 0)
        {
            LogSuppressed(logger, suppressed);
        }

        return allows;
    }

    [LoggerMessage(1, LogLevel.Debug, "A batch of {Stream} is sent again (events: {Count}): {Reason}")]
    private static partial void LogAppendRetried(ILogger logger, string reason, int count, string stream);

    [LoggerMessage(
        2, LogLevel.Error, "A batch of {Stream} could not be appended to the log in {Database} (events: {Count}): {Reason}")]
    private static partial void LogAppendFailed(
        ILogger logger, Exception? exception, string stream, string database, int count, string reason);

    [LoggerMessage(
        3, LogLevel.Warning,
        "The log of {Stream} in {Database} cannot be read. Its clients stay connected, and the read is retried: {Reason}")]
    private static partial void LogUnreadable(ILogger logger, Exception? exception, string database, string stream, string reason);

    [LoggerMessage(4, LogLevel.Information, "The log of {Stream} in {Database} can be read again.")]
    private static partial void LogReadable(ILogger logger, string database, string stream);

    [LoggerMessage(5, LogLevel.Warning, "The log of {Stream} in {Database} {Cause}. {Consequence}")]
    private static partial void LogReset(ILogger logger, string database, string stream, string cause, string consequence);

    [LoggerMessage(
        6, LogLevel.Error,
        "Entries of another program in the log of {Stream} in {Database} are skipped: {Count}. "
        + "Give that program keys or a schema of its own.")]
    private static partial void LogForeign(ILogger logger, string database, string stream, int count);

    [LoggerMessage(
        7, LogLevel.Warning,
        "Another version of the application broadcasts to '{Stream}' with the keys '{Keys}', which mean something else here. "
        + "The clients of this server do not get these events. Give the method another name if its keys change.")]
    private static partial void LogOtherKeys(ILogger logger, string stream, string keys);

    [LoggerMessage(
        8, LogLevel.Error,
        "Broadcasts of {Stream} are refused, because too many already wait for {Database}. Broadcast less, or raise "
        + "{Options}.MaxWaitingBroadcasts or MaxWaitingBytes.")]
    private static partial void LogTooManyWait(ILogger logger, string database, string stream, string options);

    [LoggerMessage(10, LogLevel.Error, "{Database} refuses access to the log of {Stream}. {Reason}")]
    private static partial void LogRefused(ILogger logger, Exception? exception, string database, string stream, string reason);

    [LoggerMessage(11, LogLevel.Warning, "Similar messages were suppressed: {Count}.")]
    private static partial void LogSuppressed(ILogger logger, int count);
}
