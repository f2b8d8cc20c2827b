using Microsoft.Extensions.Logging;

namespace Sisk.Sse.Tests.Support;

/// <summary>Logs that throw at each message of this library, as one does whose disk is full.</summary>
internal sealed class ThrowingLogs : ILoggerProvider
{
    private int _calls;

    /// <summary>Gets the number of messages that were to be logged.</summary>
    internal int Calls => Volatile.Read(ref _calls);

    public ILogger CreateLogger(string categoryName) => new Logger(this, categoryName.StartsWith("Sisk.Sse", StringComparison.Ordinal));

    public void Dispose()
    {
    }

    private sealed class Logger(ThrowingLogs logs, bool throws) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (throws)
            {
                Interlocked.Increment(ref logs._calls);
                throw new IOException("The disk is full.");
            }
        }
    }
}
