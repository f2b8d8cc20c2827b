using System.Diagnostics;

namespace Sisk.Sse.Telemetry;

/// <summary>Counts and traces the broadcasts of one stream. Costs nothing while nobody listens.</summary>
internal sealed class BroadcastTelemetry(string stream, StreamMetrics? metrics, StreamActivities? activities, TimeProvider time)
{
    internal bool IsEnabled => metrics is { CountsBroadcasts: true } || activities is { HasListeners: true };

    /// <summary>Begins a broadcast. <see cref="EndAsync"/> must follow.</summary>
    internal TracedBroadcast Begin(string? eventName)
    {
        var caller = Activity.Current;
        return new(activities?.BeginBroadcast(stream, eventName), caller, time.GetTimestamp());
    }

    /// <summary>Reports a broadcast when it is accepted.</summary>
    internal async ValueTask EndAsync(TracedBroadcast broadcast, string? eventName, ValueTask accepted)
    {
        try
        {
            await accepted.ConfigureAwait(false);
            metrics?.Broadcast(stream, eventName, time.GetElapsedTime(broadcast.Began));
            broadcast.Activity?.Dispose();
        }
        catch (Exception exception)
        {
            broadcast.Activity?.SetStatus(ActivityStatusCode.Error, exception.Message);
            broadcast.Activity?.SetTag("error.type", exception.GetType().FullName);
            broadcast.Activity?.Dispose();
            throw;
        }
    }
}
