namespace Sisk.Sse;

/// <summary>A read of a log, and what the server knows of that log.</summary>
public sealed class EventLogRead
{
    /// <summary>Gets the name of the log.</summary>
    public required string Log { get; init; }

    /// <summary>Gets the sequence to read after. <see cref="long.MaxValue"/> reads no entries.</summary>
    public required long After { get; init; }

    /// <summary>Gets the maximum number of entries.</summary>
    public required int MaxEntries { get; init; }

    /// <summary>Gets the maximum size of the entries' events in bytes. The first entry may be larger.</summary>
    public required int MaxBytes { get; init; }

    /// <summary>
    /// Gets the name of the epoch to begin, if one must begin: the log is new, or lacks a place that this server knows.
    /// </summary>
    public required string NewEpoch { get; init; }

    /// <summary>
    /// Gets the last place that this server has read; an empty epoch if it has read nothing. A log without it has lost events.
    /// </summary>
    public EventLogPlace Seen { get; init; } = new("", 0);

    /// <summary>
    /// Gets the last place that this server had read before the log lost events; an empty epoch for none. A log that comes back, for
    /// example from a backup, must not be mistaken for the one that was seen.
    /// </summary>
    public EventLogPlace Abandoned { get; init; } = new("", 0);
}
