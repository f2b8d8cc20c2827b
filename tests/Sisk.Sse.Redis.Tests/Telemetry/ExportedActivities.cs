using System.Collections.ObjectModel;
using System.Diagnostics;

namespace Sisk.Sse.Redis.Tests.Telemetry;

/// <summary>The activities that were exported so far. Other tests run at the same time, and add their own.</summary>
internal sealed class ExportedActivities : Collection<Activity>
{
    private readonly Lock _gate = new();

    /// <summary>Gets the activities in the trace of a request, except for the request's own.</summary>
    internal Activity[] Of(Activity request)
    {
        lock (_gate)
        {
            return [.. Items.Where(activity => activity.TraceId == request.TraceId)];
        }
    }

    protected override void InsertItem(int index, Activity item)
    {
        lock (_gate)
        {
            base.InsertItem(Items.Count, item);
        }
    }
}
