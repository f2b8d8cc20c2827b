namespace Sisk.Sse.Backplane;

/// <summary>A page of a log whose entries are decoded.</summary>
internal sealed class LogPage
{
    private readonly EventLogPage _page;

    /// <summary>Initializes a page.</summary>
    /// <param name="page">The page as it was read.</param>
    /// <param name="seenEpoch">The epoch that the reader had seen at the time of the request. Empty for its first read.</param>
    /// <param name="received">The timestamp at which the page was received.</param>
    internal LogPage(EventLogPage page, string seenEpoch, long received)
    {
        (_page, SeenEpoch, Received) = (page, seenEpoch, received);
        LogEntry[] entries = [.. page.Entries.Select(Decode)];
        Entries = Array.FindAll(entries, static entry => entry.Records.Count > 0);
        Foreign = page.Foreign + entries.Length - Entries.Length;
    }

    internal IReadOnlyList<EventLogPlace> Epochs => _page.Epochs;

    internal long Sequence => _page.Sequence;

    internal bool HasMore => _page.HasMore;

    internal string SeenEpoch { get; }

    internal long Received { get; }

    /// <summary>Gets the number of entries from other programs.</summary>
    internal int Foreign { get; }

    internal LogEntry[] Entries { get; }

    /// <summary>Gets a value indicating whether events are missing at the end of the log, because they were trimmed or removed.</summary>
    internal bool EndsEarly => !HasMore && (Entries.Length == 0 || Entries[^1].Last != Sequence);

    /// <summary>
    /// Converts the time of an entry to a timestamp of this server: the latest possible one, so that a client that came before the entry
    /// never counts as one that came after it.
    /// </summary>
    private long TimestampOf(DateTimeOffset at, TimeProvider time)
    {
        var age = _page.Now - at;
        return Received - (long)(Math.Max(0, age.TotalSeconds) * time.TimestampFrequency);
    }

    /// <summary>Returns an entry with a timestamp of this server.</summary>
    internal LogEntry Localize(LogEntry entry, TimeProvider time) => entry with { At = TimestampOf(entry.Appended, time) };

    private static LogEntry Decode(EventLogEntry entry) => new(entry.Last, 0, EntryFormat.Read(entry.Events)) { Appended = entry.At };
}
