using Microsoft.Extensions.Logging;

namespace Sisk.Sse.Tests.Support;

/// <summary>Collects log entries, so that tests can inspect or await them.</summary>
internal sealed class LogCollector : ILoggerProvider
{
    private readonly Lock _gate = new();
    private readonly List<Entry> _entries = [];
    private readonly List<(Func<Entry, bool> IsIt, TaskCompletionSource<Entry> Signal)> _awaited = [];

    internal IReadOnlyList<Entry> Entries
    {
        get
        {
            lock (_gate)
            {
                return [.. _entries];
            }
        }
    }

    /// <summary>Completes with the first matching entry, which may have been logged already.</summary>
    internal async Task<Entry> FirstAsync(Func<Entry, bool> isIt)
    {
        var signal = new TaskCompletionSource<Entry>(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_gate)
        {
            if (_entries.Find(entry => isIt(entry)) is { } found)
            {
                return found;
            }

            _awaited.Add((isIt, signal));
        }

        try
        {
            return await Signal.WithinAsync(signal.Task);
        }
        catch (TimeoutException)
        {
            throw new TimeoutException($"It was not logged. What was: {string.Join(Environment.NewLine, Entries)}");
        }
    }

    public ILogger CreateLogger(string categoryName) => new Logger(this, categoryName);

    public void Dispose()
    {
    }

    private void Add(Entry entry)
    {
        lock (_gate)
        {
            _entries.Add(entry);
            _awaited.RemoveAll(awaited => awaited.IsIt(entry) && awaited.Signal.TrySetResult(entry));
        }
    }

    internal sealed record Entry(string Category, LogLevel Level, string Text, Exception? Exception);

    private sealed class Logger(LogCollector collector, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel,
            Microsoft.Extensions.Logging.EventId eventId,
            TState state,
            Exception? exception,
            Func<TState, Exception?, string> formatter) =>
            collector.Add(new Entry(category, logLevel, formatter(state, exception), exception));
    }
}
