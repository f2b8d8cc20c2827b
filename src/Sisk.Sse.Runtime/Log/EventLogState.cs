namespace Sisk.Sse.Log;

/// <summary>The states of a shared log for one server, the worst last.</summary>
internal enum EventLogState
{
    /// <summary>The log can be reached.</summary>
    Reachable,

    /// <summary>The log cannot be reached, and broadcasts wait for it.</summary>
    Waiting,

    /// <summary>The log cannot be reached for longer than its policy allows, so broadcasts fail.</summary>
    Failing,
}
