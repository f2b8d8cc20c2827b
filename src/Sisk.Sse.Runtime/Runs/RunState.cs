namespace Sisk.Sse.Runs;

/// <summary>The states of a run. All but the first are final.</summary>
internal enum RunState
{
    Running,

    /// <summary>The sequence has ended.</summary>
    Completed,

    /// <summary>The sequence has thrown.</summary>
    Failed,

    /// <summary>A client or the application has stopped it.</summary>
    Stopped,

    /// <summary>Its server has stopped or died.</summary>
    Interrupted,
}
