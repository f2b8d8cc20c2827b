using System.Diagnostics;

namespace Sisk.Sse.Telemetry;

/// <summary>The activities of the source <c>Sisk.Sse</c>: one for each broadcast, and with a shared log one for each
/// server that receives it. None for deliveries.</summary>
internal sealed class StreamActivities : IDisposable
{
    private readonly ActivitySource _source = new(StreamMetrics.MeterName);

    internal bool HasListeners => _source.HasListeners();

    internal Activity? BeginBroadcast(string stream, string? eventName)
    {
        if (!_source.HasListeners() || _source.StartActivity("broadcast " + stream, ActivityKind.Producer) is not { } activity)
        {
            return null;
        }

        activity.SetTag(StreamMetrics.StreamTag, stream);
        activity.SetTag(StreamMetrics.EventTag, eventName);
        return activity;
    }

    /// <summary>Begins to accept an event that any server has broadcast, in the trace of its broadcast.</summary>
    internal Activity? BeginReceive(string stream, string? eventName, string traceParent)
    {
        if (!ActivityContext.TryParse(traceParent, traceState: null, isRemote: true, out var broadcast)
            || _source.StartActivity("receive " + stream, ActivityKind.Consumer, broadcast) is not { } activity)
        {
            return null;
        }

        activity.SetTag(StreamMetrics.StreamTag, stream);
        activity.SetTag(StreamMetrics.EventTag, eventName);
        return activity;
    }

    /// <summary>Describes a stream that has ended in the activity of its request.</summary>
    internal static void Describe(Activity? request, string stream, CloseReason reason)
    {
        request?.SetTag(StreamMetrics.StreamTag, stream);
        request?.SetTag(StreamMetrics.StatusTag, CloseReasonNames.Of(reason));
    }

    public void Dispose() => _source.Dispose();
}
