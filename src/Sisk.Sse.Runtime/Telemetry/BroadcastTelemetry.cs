using System.Diagnostics;

namespace Sisk.Sse.Telemetry;

/// <summary>
/// Counts and traces the broadcasts of one stream. Costs nothing while nobody listens. An exception of a listener changes the outcome of no
/// broadcast.
/// </summary>
internal sealed class BroadcastTelemetry(
    string stream, StreamMetrics? metrics, StreamActivities? activities, TimeProvider time, Action<Exception> report)
{
    internal bool IsEnabled => metrics is { CountsBroadcasts: true } || activities is { HasListeners: true };

    /// <summary>Begins a broadcast. <see cref="EndAsync"/> must follow.</summary>
    internal TracedBroadcast Begin(string? eventName)
    {
        var caller = Activity.Current;
        try
        {
            return new(activities?.BeginBroadcast(stream, eventName), caller, time.GetTimestamp());
        }
        catch (Exception exception)
        {
            Activity.Current = caller;
            report(exception);
            return new(Activity: null, caller, time.GetTimestamp());
        }
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
        try
        {
            if (failure is null)
            {
                metrics?.Broadcast(stream, eventName, time.GetElapsedTime(broadcast.Began));
            }
            else
            {
                broadcast.Activity?.SetStatus(ActivityStatusCode.Error, failure.Message);
                broadcast.Activity?.SetTag("error.type", failure.GetType().FullName);
            }

            broadcast.Activity?.Dispose();
        }
        catch (Exception exception)
        {
            report(exception);
        }
    }
}
