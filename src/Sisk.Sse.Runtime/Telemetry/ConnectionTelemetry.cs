using System.Diagnostics;
using Sisk.Sse.Connections;

namespace Sisk.Sse.Telemetry;

/// <summary>Reports the beginnings and ends of streams to metrics, logs and the activities of their requests.</summary>
internal sealed class ConnectionTelemetry(StreamMetrics metrics, ConnectionLog log)
{
    internal StreamMetrics Metrics => metrics;

    /// <summary>Gets a value indicating whether each connection is logged by its identifier.</summary>
    internal bool LogsConnections => log.IsDetailed;

    internal void Opened(string stream, string transport, string? identifier)
    {
        metrics.ConnectionOpened(stream, transport);
        log.Opened(identifier, stream, transport);
    }

    internal void Closed(
        string stream, string transport, bool wasCounted, CloseReason reason, TimeSpan duration, string? identifier, Activity? request)
    {
        metrics.ConnectionClosed(stream, transport, wasCounted, reason, duration);
        log.Closed(identifier, stream, reason, duration);
        StreamActivities.Describe(request, stream, reason);
    }

    internal void Rejected(string stream, string limit)
    {
        metrics.Rejected(stream, limit);
        log.Rejected(stream, limit);
    }

    internal void Dropped(string stream, DropCounts drops)
    {
        foreach (var ((eventName, policy), count) in drops)
        {
            metrics.Dropped(stream, eventName, OverflowNames.Of(policy), count);
        }
    }
}
