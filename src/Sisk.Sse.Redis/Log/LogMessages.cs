using Sisk.Sse.Redis.Client;
using Microsoft.Extensions.Logging;

namespace Sisk.Sse.Redis.Log;

/// <summary>The log messages of all streams, of which an outage with a thousand streams writes some and not thousands.</summary>
internal sealed partial class LogMessages(ILogger logger, TimeProvider time)
{
    private readonly LogThrottle _cutOff = new(time);
    private readonly LogThrottle _reached = new(time);
    private readonly LogThrottle _refused = new(time);
    private readonly LogThrottle _reset = new(time);
    private readonly LogThrottle _foreign = new(time);
    private readonly LogThrottle _failed = new(time);
    private readonly LogThrottle _unnotified = new(time);

    internal void CutOff(Exception exception, string stream)
    {
        if (Allows(_cutOff, out var isFirst))
        {
            LogCutOff(logger, isFirst ? exception : null, stream, exception.Message);
        }
    }

    internal void Reached(string stream)
    {
        if (Allows(_reached, out _))
        {
            LogReached(logger, stream);
        }
    }

    internal void Refused(Exception exception, string stream, string reason)
    {
        if (Allows(_refused, out var isFirst))
        {
            LogRefused(logger, isFirst ? exception : null, stream, reason);
        }
    }

    internal void Reset(string stream, string fault, string consequence)
    {
        if (Allows(_reset, out _))
        {
            LogReset(logger, stream, fault, consequence);
        }
    }

    internal void Foreign(string stream, int count)
    {
        if (Allows(_foreign, out _))
        {
            LogForeign(logger, stream, count);
        }
    }

    internal void Removed(string stream) => LogRemoved(logger, stream);

    internal void AppendFailed(Exception exception, int count, string stream)
    {
        if (Allows(_failed, out var isFirst))
        {
            LogAppendFailed(logger, isFirst ? exception : null, count, stream, exception.Message);
        }
    }

    internal void Unnotified(string stream, string reason)
    {
        if (Allows(_unnotified, out _))
        {
            LogUnnotified(logger, stream, reason);
        }
    }

    internal void AppendRetried(string reason, int count, string stream) => LogAppendRetried(logger, reason, count, stream);

    /// <summary>The first of a kind is logged with its stack trace, which the others share.</summary>
    private bool Allows(LogThrottle throttle, out bool isFirst)
    {
        var allows = throttle.Allows(out isFirst, out var leftOut);
        if (leftOut > 0)
        {
            LogLeftOut(logger, leftOut);
        }

        return allows;
    }

    [LoggerMessage(1, LogLevel.Debug, "{Count} events of {Stream} are sent to Redis again: {Reason}")]
    private static partial void LogAppendRetried(ILogger logger, string reason, int count, string stream);

    [LoggerMessage(2, LogLevel.Error, "{Count} events of {Stream} could not be appended to the log on Redis: {Reason}")]
    private static partial void LogAppendFailed(ILogger logger, Exception? exception, int count, string stream, string reason);

    [LoggerMessage(3, LogLevel.Warning, "The log of {Stream} on Redis cannot be read: {Reason} Its clients stay connected, and the read is retried.")]
    private static partial void LogCutOff(ILogger logger, Exception? exception, string stream, string reason);

    [LoggerMessage(4, LogLevel.Information, "The log of {Stream} on Redis can be read again.")]
    private static partial void LogReached(ILogger logger, string stream);

    [LoggerMessage(5, LogLevel.Warning, "The log of {Stream} on Redis {Fault}: {Consequence}.")]
    private static partial void LogReset(ILogger logger, string stream, string fault, string consequence);

    [LoggerMessage(6, LogLevel.Error, "{Count} entries in the log of {Stream} on Redis were written by another program and are skipped. Give that program other keys.")]
    private static partial void LogForeign(ILogger logger, string stream, int count);

    [LoggerMessage(10, LogLevel.Error, "Redis refuses to let this application read or append to the log of {Stream}. {Reason}")]
    private static partial void LogRefused(ILogger logger, Exception? exception, string stream, string reason);

    [LoggerMessage(11, LogLevel.Warning, "{Count} similar messages were left out.")]
    private static partial void LogLeftOut(ILogger logger, int count);

    [LoggerMessage(12, LogLevel.Error, "Another program has added an entry to the log of {Stream} on Redis that nothing can follow, so the log was begun anew without its history. Give that program other keys.")]
    private static partial void LogRemoved(ILogger logger, string stream);

    [LoggerMessage(13, LogLevel.Error, "Redis does not publish the events of {Stream}, so other servers find them only by polling: {Reason} docs/scale-out.md lists the rights that are needed.")]
    private static partial void LogUnnotified(ILogger logger, string stream, string reason);
}
