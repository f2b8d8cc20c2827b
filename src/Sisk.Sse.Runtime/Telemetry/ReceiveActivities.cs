using System.Diagnostics;

namespace Sisk.Sse.Telemetry;

/// <summary>The activities of events that are being accepted from a shared log. They end together.</summary>
internal sealed class ReceiveActivities(StreamActivities source) : IDisposable
{
    private readonly Activity? _caller = Activity.Current;
    private readonly List<Activity> _activities = [];

    internal void Add(Activity? activity)
    {
        // Each belongs to the trace of its own broadcast, and none is the current one.
        Activity.Current = _caller;
        if (activity is not null)
        {
            _activities.Add(activity);
        }
    }

    public void Dispose()
    {
        foreach (var activity in _activities)
        {
            source.End(activity);
        }

        Activity.Current = _caller;
    }
}
