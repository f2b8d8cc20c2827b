using System.Diagnostics;

namespace Sisk.Sse.Telemetry;

/// <summary>Counts and traces the broadcasts of one stream. Costs nothing while there is no listener.</summary>
internal sealed class BroadcastTelemetry(string stream, StreamMetrics metrics, StreamActivities activities, TimeProvider time)
{
    internal bool IsEnabled => metrics.CountsBroadcasts || activities.HasListeners;

    /// <summary>Begins a broadcast. <see cref="EndAsync"/> must follow.</summary>
    internal TracedBroadcast Begin(string? eventName)
    {
        var caller = Activity.Current;
        return new(activities.BeginBroadcast(stream, eventName), caller, time.GetTimestamp());
    }

    /// <summary>Reports a broadcast when it is accepted.</summary>
    internal async ValueTask EndAsync(TracedBroadcast broadcast, string? eventName, ValueTask accepted)
    {
        Exception? failure = null;
        try
        {
            await accepted.ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            failure = exception;
            throw;
        }
        finally
        {
            Report(broadcast, eventName, failure);
        }
    }

    private void Report(TracedBroadcast broadcast, string? eventName, Exception? failure)
    {
        if (failure is null)
        {
            metrics.Broadcast(stream, eventName, time.GetElapsedTime(broadcast.Began));
        }

        if (broadcast.Activity is { } activity)
        {
            if (failure is not null)
            {
                activity.SetStatus(ActivityStatusCode.Error, failure.Message);
                activity.SetTag("error.type", failure.GetType().FullName);
            }

            activities.End(activity);
        }
    }
}
