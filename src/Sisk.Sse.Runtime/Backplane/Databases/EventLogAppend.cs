namespace Sisk.Sse;

/// <summary>A batch of events to append to a log, and what the server knows of that log.</summary>
public sealed class EventLogAppend
{
    /// <summary>Gets the name of the log.</summary>
    public required string Log { get; init; }

    /// <summary>Gets the name of the server's writer, which is unique to this run of it.</summary>
    public required string Producer { get; init; }

    /// <summary>
    /// Gets the number of the batch. A log ignores a batch whose number is not greater than the last one of its producer.
    /// </summary>
    public required long Number { get; init; }

    /// <summary>
    /// Gets a value indicating whether the producer has this batch alone, which any server may repeat within
    /// <see cref="ProducerLifetime"/>. There may be many such producers, so a database may remember them in another way. It may also treat
    /// them as any other.
    /// </summary>
    public bool IsOnce { get; init; }

    /// <summary>Gets the number of events in the batch.</summary>
    public required int Count { get; init; }

    /// <summary>
    /// Gets the events in a format of this library. The database stores them as they are, in one entry. The memory does not change.
    /// </summary>
    public required ReadOnlyMemory<byte> Events { get; init; }

    /// <summary>
    /// Gets the name of the epoch to begin, if one must begin: the log is new, lacks a place that this server knows, or may have lost
    /// events that no server remembers, for example because its database has crashed.
    /// </summary>
    public required string NewEpoch { get; init; }

    /// <summary>
    /// Gets the last place that this server has read; an empty epoch if it has read nothing. A log without it has lost events.
    /// </summary>
    public EventLogPlace Seen { get; init; } = new("", 0);

    /// <summary>
    /// Gets the last place that this server has appended and not yet read; an empty epoch for none. A log without it has lost events.
    /// </summary>
    public EventLogPlace Acknowledged { get; init; } = new("", 0);

    /// <summary>Gets the sequence of the oldest event that is still needed. Earlier entries may be removed.</summary>
    public long OldestNeeded { get; init; }

    /// <summary>Gets the number of the latest events that are kept in any case.</summary>
    public int MinEvents { get; init; }

    /// <summary>Gets the time after the last append for which the log keeps its entries.</summary>
    public TimeSpan Lifetime { get; init; }

    /// <summary>Gets the time for which the log remembers the last batch of a producer.</summary>
    public TimeSpan ProducerLifetime { get; init; }
}
