using Microsoft.Extensions.Logging;

namespace Sisk.Sse.Telemetry;

/// <summary>
/// Logs why connections end, in the category <c>Sisk.Sse.Connections</c>. Each connection is logged as Debug. What an operator may act on
/// is logged as Information, at most once a second for each stream and cause, with a count.
/// </summary>
internal sealed partial class ConnectionLog : IDisposable
{
    internal const string Category = "Sisk.Sse.Connections";
    private static readonly TimeSpan _interval = TimeSpan.FromSeconds(1);

    private readonly Lock _gate = new();
    private readonly Dictionary<(string Stream, CloseReason Reason, string? Limit), int> _counts = [];
    private readonly ILogger _logger;
    private readonly ITimer _timer;
    private bool _isPending;

    public ConnectionLog(ILoggerFactory loggers, TimeProvider time)
    {
        _logger = new GuardedLogger(loggers.CreateLogger(Category));
        _timer = time.CreateTimer(static log => ((ConnectionLog)log!).Flush(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Gets a value indicating whether each connection is logged.</summary>
    internal bool IsDetailed => _logger.IsEnabled(LogLevel.Debug);

    internal void Opened(string? identifier, string stream, string transport) => LogOpened(identifier, stream, transport);

    internal void Closed(string? identifier, string stream, CloseReason reason, TimeSpan duration)
    {
        if (IsDetailed)
        {
            LogClosed(identifier, stream, reason, duration.TotalSeconds);
        }

        // With MaxConnectionAge, streams expire all the time.
        if (reason is not (CloseReason.Closed or CloseReason.Completed or CloseReason.ClientGone or CloseReason.Expired
            or CloseReason.Rejected))
        {
            Count(stream, reason, limit: null);
        }
    }

    internal void Rejected(string stream, string limit) => Count(stream, CloseReason.Rejected, limit);

    public void Dispose()
    {
        _timer.Dispose();
        Flush();
    }

    private void Count(string stream, CloseReason reason, string? limit)
    {
        if (!_logger.IsEnabled(LogLevel.Information))
        {
            return;
        }

        lock (_gate)
        {
            var key = (stream, reason, limit);
            _counts[key] = _counts.GetValueOrDefault(key) + 1;
            if (!_isPending)
            {
                _isPending = true;
                _timer.Change(_interval, Timeout.InfiniteTimeSpan);
            }
        }
    }

    private void Flush()
    {
        KeyValuePair<(string Stream, CloseReason Reason, string? Limit), int>[] counts;
        lock (_gate)
        {
            counts = [.. _counts];
            _counts.Clear();
            _isPending = false;
        }

        foreach (var ((stream, reason, limit), count) in counts)
        {
            if (limit is null)
            {
                LogCut(stream, count, reason);
            }
            else
            {
                LogRejected(stream, count, limit);
            }
        }
    }

    [LoggerMessage(
        1, LogLevel.Debug, "The connection '{Identifier}' of the event stream '{Stream}' was opened on the {Transport} transport.",
        EventName = "ConnectionOpened")]
    private partial void LogOpened(string? identifier, string stream, string transport);

    [LoggerMessage(
        2, LogLevel.Debug, "The connection '{Identifier}' of the event stream '{Stream}' was closed after {Seconds:F3} s: {Reason}.",
        EventName = "ConnectionClosed")]
    private partial void LogClosed(string? identifier, string stream, CloseReason reason, double seconds);

    [LoggerMessage(
        3, LogLevel.Information, "Connections of the event stream '{Stream}' closed within a second: {Count} ({Reason}).",
        EventName = "ConnectionsCut")]
    private partial void LogCut(string stream, int count, CloseReason reason);

    [LoggerMessage(
        4, LogLevel.Information, "Clients of the event stream '{Stream}' refused within a second: {Count} (limit '{Limit}').",
        EventName = "ConnectionsRejected")]
    private partial void LogRejected(string stream, int count, string limit);
}
