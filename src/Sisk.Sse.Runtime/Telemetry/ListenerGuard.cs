using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging;

namespace Sisk.Sse.Telemetry;

/// <summary>
/// Calls the listeners of metrics and activities, which run on the thread that reports to them. An exception of one is logged: it changes
/// the outcome of nothing that is observed.
/// </summary>
internal sealed partial class ListenerGuard(ILogger<ListenerGuard> logger)
{
    private readonly GuardedLogger _logger = new(logger);

    internal void Add(Counter<long> counter, long count, params ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        try
        {
            counter.Add(count, tags);
        }
        catch (Exception exception)
        {
            Report(exception);
        }
    }

    internal void Add(UpDownCounter<long> counter, long change, params ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        try
        {
            counter.Add(change, tags);
        }
        catch (Exception exception)
        {
            Report(exception);
        }
    }

    internal void Record(Histogram<double> histogram, double value, params ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        try
        {
            histogram.Record(value, tags);
        }
        catch (Exception exception)
        {
            Report(exception);
        }
    }

    /// <summary>Logs the exception of a listener.</summary>
    internal void Report(Exception exception) => LogFailed(exception);

    [LoggerMessage(
        1,
        LogLevel.Error,
        "A listener of the metrics or activities of event streams threw an exception. Correct the listener. No stream is affected.")]
    private partial void LogFailed(Exception exception);
}
