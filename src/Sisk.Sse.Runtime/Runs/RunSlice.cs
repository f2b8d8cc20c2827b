using Sisk.Sse.Wire;

namespace Sisk.Sse.Runs;

/// <summary>The next events of a run for one of its clients.</summary>
/// <param name="Frames">The events, oldest first.</param>
/// <param name="Last">The position of the last of them; where the client is if there are none.</param>
/// <param name="HasGap">True if events before them are no longer kept.</param>
/// <param name="End">The end of the run if it follows these events; null if more may come.</param>
internal readonly record struct RunSlice(IReadOnlyList<Frame> Frames, long Last, bool HasGap, RunEnd? End);
