using System.Diagnostics;
using Sisk.Sse.Connections;
using Sisk.Sse.Transport.Linux;

namespace Sisk.Sse.Telemetry;

/// <summary>
/// Reports the beginnings and ends of streams to metrics, logs and the activities of their requests. An exception of a listener changes
/// nothing for a client.
/// </summary>
internal sealed class ConnectionTelemetry(StreamMetrics metrics, ConnectionLog log, SendBatches batches)
{
    internal StreamMetrics Metrics => metrics;

    /// <summary>Gets a value indicating whether each connection is logged by its identifier.</summary>
    internal bool LogsConnections => log.IsDetailed;

    internal void Opened(string stream, string transport, string? identifier)
    {
        Measure(() => metrics.ConnectionOpened(stream, transport));
        log.Opened(identifier, stream, transport);
    }

    internal void Closed(
        string stream, string transport, bool wasCounted, CloseReason reason, TimeSpan duration, string? identifier, Activity? request)
    {
        Measure(() => metrics.ConnectionClosed(stream, transport, wasCounted, reason, duration));
        log.Closed(identifier, stream, reason, duration);
        StreamActivities.Describe(request, stream, reason);
    }

    internal void Rejected(string stream, string limit)
    {
        Measure(() => metrics.Rejected(stream, limit));
        log.Rejected(stream, limit);
    }

    internal void Resumed(string stream, string result, int replayed) => Measure(() => metrics.Resumed(stream, result, replayed));

    internal void Dropped(string stream, DropCounts drops)
    {
        foreach (var ((eventName, policy), count) in drops)
        {
            Measure(() => metrics.Dropped(stream, eventName, OverflowNames.Of(policy), count));
        }
    }

    private void Measure(Action measure)
    {
        try
        {
            measure();
        }
        catch (Exception exception)
        {
            batches.Report(exception);
        }
    }
}
