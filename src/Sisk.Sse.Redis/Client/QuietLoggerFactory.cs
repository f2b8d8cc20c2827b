using Microsoft.Extensions.Logging;

namespace Sisk.Sse.Redis.Client;

/// <summary>
/// Lowers the messages of StackExchange.Redis to Debug, except for a few warnings and errors. It writes about fifty for each start, twenty
/// for each reconnect, and during an outage several errors a second, each with a stack trace.
/// </summary>
internal sealed class QuietLoggerFactory(ILoggerFactory loggers, TimeProvider time, Action<Exception> onError) : ILoggerFactory
{
    public ILogger CreateLogger(string categoryName) => new Logger(loggers.CreateLogger(categoryName), time, onError);

    public void AddProvider(ILoggerProvider provider) => loggers.AddProvider(provider);

    public void Dispose()
    {
        // The application owns the factory.
    }

    private sealed class Logger(ILogger logger, TimeProvider time, Action<Exception> onError) : ILogger
    {
        /// <summary>The number of warnings and errors that keep their level within a window.</summary>
        private const int MaxLoud = 8;
        private static readonly TimeSpan _window = TimeSpan.FromMinutes(1);

        private readonly Lock _gate = new();
        private long _since;
        private int _loud;

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
                var level = logLevel > LogLevel.Information && !IsLoud() ? LogLevel.Debug : Quiet(logLevel);
                logger.Log(level, eventId, state, exception, formatter);
            }
            catch (Exception)
            {
                // StackExchange.Redis logs on threads on which an exception would end the process.
            }
        }

        private bool IsLoud()
        {
            lock (_gate)
            {
                if (_loud == 0 || time.GetElapsedTime(_since) >= _window)
                {
                    (_since, _loud) = (time.GetTimestamp(), 0);
                }

                return ++_loud <= MaxLoud;
            }
        }

        private static LogLevel Quiet(LogLevel level) => level is LogLevel.Information ? LogLevel.Debug : level;
    }
}
