using System.Diagnostics;

namespace Sisk.Sse.Telemetry;

/// <summary>A broadcast that is counted or traced.</summary>
/// <param name="Activity">Its activity; null if it is not traced.</param>
/// <param name="Caller">The caller's activity.</param>
/// <param name="Began">The timestamp of its beginning.</param>
internal readonly record struct TracedBroadcast(Activity? Activity, Activity? Caller, long Began)
{
    /// <summary>Gets the context for other servers; null if the activity is not recorded.</summary>
    internal string? TraceParent => Activity is { Recorded: true, IdFormat: ActivityIdFormat.W3C } ? Activity.Id : null;

    /// <summary>Makes the caller's activity the current one again. The broadcast may end later, on another thread.</summary>
    internal void Restore()
    {
        if (Activity is not null)
        {
            Activity.Current = Caller;
        }
    }
}
