using System.Diagnostics;

namespace Sisk.Sse.Telemetry;

/// <summary>
/// The activities of the source <c>Sisk.Sse</c>: one for each broadcast, and with a shared log one for each server that receives it. None
/// for deliveries.
/// </summary>
internal sealed class StreamActivities(ListenerGuard listeners) : IDisposable
{
    private readonly ActivitySource _source = new(StreamMetrics.MeterName);

    internal bool HasListeners => _source.HasListeners();

    internal Activity? BeginBroadcast(string stream, string? eventName) =>
        _source.HasListeners() ? Begin("broadcast", ActivityKind.Producer, default, stream, eventName) : null;

    /// <summary>Begins to accept an event that any server has broadcast, in the trace of its broadcast.</summary>
    internal Activity? BeginReceive(string stream, string? eventName, string traceContext)
    {
        var end = traceContext.IndexOf(' ', StringComparison.Ordinal);
        var (parent, state) = end < 0 ? (traceContext, null) : (traceContext[..end], traceContext[(end + 1)..]);
        return ActivityContext.TryParse(parent, state, isRemote: true, out var broadcast)
            ? Begin("receive", ActivityKind.Consumer, broadcast, stream, eventName)
            : null;
    }

    /// <summary>Ends an activity. The caller must restore the current one.</summary>
    internal void End(Activity activity)
    {
        try
        {
            activity.Dispose();
        }
        catch (Exception exception)
        {
            listeners.Report(exception);
        }
    }

    /// <summary>Describes a stream that has ended in the activity of its request.</summary>
    internal static void Describe(Activity? request, string stream, CloseReason reason)
    {
        request?.SetTag(StreamMetrics.StreamTag, stream);
        request?.SetTag(StreamMetrics.StatusTag, CloseReasonNames.Of(reason));
    }

    public void Dispose() => _source.Dispose();

    /// <summary>Begins an activity. One whose listener throws does not count as begun.</summary>
    private Activity? Begin(string operation, ActivityKind kind, ActivityContext parent, string stream, string? eventName)
    {
        var caller = Activity.Current;
        try
        {
            var activity = _source.StartActivity($"{operation} {stream}", kind, parent);
            activity?.SetTag(StreamMetrics.StreamTag, stream);
            activity?.SetTag(StreamMetrics.EventTag, eventName);
            return activity;
        }
        catch (Exception exception)
        {
            Activity.Current = caller;
            listeners.Report(exception);
            return null;
        }
    }
}
