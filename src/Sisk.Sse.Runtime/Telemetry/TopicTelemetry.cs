using Sisk.Sse.Log;

namespace Sisk.Sse.Telemetry;

/// <summary>The telemetry of a stream's topic.</summary>
/// <param name="Template">The template of the identifiers of the stream's connections.</param>
/// <param name="Counts">The counts of deliveries; null to count none.</param>
/// <param name="Activities">The source of activities; null for no traces.</param>
internal sealed record TopicTelemetry(string Template, DeliveryCounts? Counts = null, StreamActivities? Activities = null)
{
    /// <summary>Begins an activity for each traced event that comes from the log. The caller must dispose them.</summary>
    /// <returns>The activities; null if there are none.</returns>
    internal ReceiveActivities? BeginReceive(IReadOnlyList<EventRecord> records)
    {
        if (Activities is not { HasListeners: true })
        {
            return null;
        }

        ReceiveActivities? begun = null;
        foreach (var record in records)
        {
            if (record.TraceContext is { } traceContext)
            {
                begun ??= new ReceiveActivities(Activities);
                begun.Add(Activities.BeginReceive(Template, record.EventName, traceContext));
            }
        }

        return begun;
    }
}
