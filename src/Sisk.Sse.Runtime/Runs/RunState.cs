namespace Sisk.Sse.Runs;

/// <summary>The final states of a run.</summary>
internal enum RunState
{
    /// <summary>The sequence has ended.</summary>
    Completed,

    /// <summary>The sequence has thrown.</summary>
    Failed,

    /// <summary>A client or the application has stopped it.</summary>
    Stopped,

    /// <summary>Its server has stopped or died.</summary>
    Interrupted,
}
