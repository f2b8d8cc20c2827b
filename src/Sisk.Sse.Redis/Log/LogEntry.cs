using Sisk.Sse.Broadcasting;

namespace Sisk.Sse.Redis.Log;

/// <summary>One entry of a log: the events of one batch.</summary>
/// <param name="Last">The sequence of its last event.</param>
/// <param name="At">When it was appended.</param>
/// <param name="Records">Its events; none where somebody else has written it.</param>
internal readonly record struct LogEntry(long Last, long At, List<EventRecord> Records)
{
    internal long First => Last - Math.Max(1, Records.Count) + 1;
}
