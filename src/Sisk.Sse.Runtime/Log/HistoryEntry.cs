using Sisk.Sse.Wire;

namespace Sisk.Sse.Log;

/// <summary>An event of the history.</summary>
/// <param name="Sequence">The event's sequence in the log.</param>
/// <param name="Frame">The encoded event.</param>
/// <param name="At">The time of the event, as a timestamp of this server's clock.</param>
internal readonly record struct HistoryEntry(long Sequence, Frame Frame, long At);
