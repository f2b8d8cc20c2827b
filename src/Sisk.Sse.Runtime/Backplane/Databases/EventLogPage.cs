namespace Sisk.Sse;

/// <summary>The result of a read of a log.</summary>
public sealed class EventLogPage
{
    /// <summary>
    /// Gets the epochs of the log, latest first. The sequence of each is that of the last event before it. Earlier epochs whose events were
    /// lost are left out, so that no client resumes from them.
    /// </summary>
    public required IReadOnlyList<EventLogPlace> Epochs { get; init; }

    /// <summary>Gets the sequence of the log's latest event; 0 for a new log.</summary>
    public required long Sequence { get; init; }

    /// <summary>Gets the time of the database at the read.</summary>
    public required DateTimeOffset Now { get; init; }

    /// <summary>Gets a value indicating whether further entries follow.</summary>
    public required bool HasMore { get; init; }

    /// <summary>Gets the entries, in order. Each is one batch.</summary>
    public required IReadOnlyList<EventLogEntry> Entries { get; init; }

    /// <summary>Gets the number of entries that were left out because another program wrote them.</summary>
    public int Foreign { get; init; }
}
