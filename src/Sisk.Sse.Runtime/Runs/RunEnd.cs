using Sisk.Sse.Log;
using Sisk.Sse.Wire;

namespace Sisk.Sse.Runs;

/// <summary>The end of a run.</summary>
/// <param name="State">The final state.</param>
/// <param name="Last">The frame that each client gets last.</param>
internal sealed record RunEnd(RunState State, Frame Last)
{
    /// <summary>Clients do not reconnect: a browser's reconnect is answered with 204.</summary>
    internal static readonly RunEnd Stopped = new(RunState.Stopped, FrameEncoder.Event("", "stopped", StreamEventId.End));

    internal static readonly RunEnd Interrupted = new(RunState.Interrupted, FrameEncoder.Event("", "interrupted", StreamEventId.End));

    internal CloseReason Reason => State switch
    {
        RunState.Completed => CloseReason.Completed,
        RunState.Stopped => CloseReason.Closed,
        _ => CloseReason.Failed,
    };
}
