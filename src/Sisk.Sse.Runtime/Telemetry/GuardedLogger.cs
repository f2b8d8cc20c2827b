using Microsoft.Extensions.Logging;

namespace Sisk.Sse.Telemetry;

/// <summary>
/// A logger that never throws. An exception of a provider, such as one whose disk is full, would end the process on a timer's thread or the
/// thread pool, and elsewhere a client's stream or a loop that reads a log.
/// </summary>
internal sealed class GuardedLogger(ILogger logger) : ILogger
{
    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull
    {
        try
        {
            return logger.BeginScope(state);
        }
        catch (Exception)
        {
            return null;
        }
    }

    public bool IsEnabled(LogLevel logLevel)
    {
        try
        {
            return logger.IsEnabled(logLevel);
        }
        catch (Exception)
        {
            return false;
        }
    }

    public void Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        try
        {
            logger.Log(logLevel, eventId, state, exception, formatter);
        }
        catch (Exception)
        {
            // The other providers have the message.
        }
    }
}
