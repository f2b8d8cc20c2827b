using Sisk.Sse.Log;

namespace Sisk.Sse.Backplane;

/// <summary>One entry of a log: the events of one batch.</summary>
/// <param name="Last">The sequence of its last event.</param>
/// <param name="At">The timestamp of this server at which it was appended.</param>
/// <param name="Records">Its events. Empty if another program wrote the entry.</param>
internal readonly record struct LogEntry(long Last, long At, List<EventRecord> Records)
{
    /// <summary>Gets the database's time at which it was appended. Unknown for a notification.</summary>
    internal DateTimeOffset Appended { get; init; }

    internal long First => Last - Records.Count + 1;
}
