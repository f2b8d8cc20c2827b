using Microsoft.Extensions.Logging;

namespace Sisk.Sse.Redis.Client;

/// <summary>
/// Lowers the Information messages of StackExchange.Redis to Debug. It writes about fifty for each start and twenty for each reconnect.
/// </summary>
internal sealed class QuietLoggerFactory(ILoggerFactory loggers, Action<Exception> onError) : ILoggerFactory
{
    public ILogger CreateLogger(string categoryName) => new Logger(loggers.CreateLogger(categoryName), onError);

    public void AddProvider(ILoggerProvider provider) => loggers.AddProvider(provider);

    public void Dispose()
    {
        // The application owns the factory.
    }

    private sealed class Logger(ILogger logger, Action<Exception> onError) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => logger.BeginScope(state);

        public bool IsEnabled(LogLevel logLevel) => logLevel is LogLevel.Error || logger.IsEnabled(Quiet(logLevel));

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (exception is not null)
            {
                onError(exception);
            }

            try
            {
                logger.Log(Quiet(logLevel), eventId, state, exception, formatter);
            }
            catch (Exception)
            {
                // StackExchange.Redis logs on threads on which an exception would end the process.
            }
        }

        private static LogLevel Quiet(LogLevel level) => level is LogLevel.Information ? LogLevel.Debug : level;
    }
}
