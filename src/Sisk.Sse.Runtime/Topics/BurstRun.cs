using Sisk.Sse.Connections;
using Sisk.Sse.Wire;

namespace Sisk.Sse.Topics;

/// <summary>The run that the events of a topic form at the moment. Not thread-safe; the topic locks.</summary>
internal struct BurstRun()
{
    /// <summary>The number of connections from which a run takes less memory than its events in their queues.</summary>
    private const int MinTargets = 8;

    private Connection[] _targets = [];
    private FrameRun? _run;

    /// <summary>
    /// Adds an event to the run of its targets. A run begins with the second of two events in a row to the same connections.
    /// </summary>
    /// <returns>The run; null for none.</returns>
    internal FrameRun? Add(Connection[] targets, Frame frame)
    {
        if (targets != _targets || targets.Length < MinTargets)
        {
            (_targets, _run) = (targets, null);
        }
        else if (_run is null || !_run.TryAdd(frame))
        {
            _run = FrameRun.TryCreate(frame);
        }

        return _run;
    }

    /// <summary>Ends the run, so that its events are not held in memory when they have been written.</summary>
    internal void End() => (_targets, _run) = ([], null);
}
