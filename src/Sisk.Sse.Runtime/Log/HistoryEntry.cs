using Sisk.Sse.Wire;

namespace Sisk.Sse.Log;

/// <summary>An event that is kept, with its place in the log and the time at which it came.</summary>
internal readonly record struct HistoryEntry(long Sequence, Frame Frame, long At);
