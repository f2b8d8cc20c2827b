namespace Sisk.Sse;

/// <summary>Events to add to a run, and the state of the run.</summary>
public sealed class RunStoreWrite
{
    /// <summary>Gets the id of the run.</summary>
    public required string Run { get; init; }

    /// <summary>
    /// Gets the facts about the run in a format of this library, the same at each call. The database stores them as they are.
    /// </summary>
    public required string Header { get; init; }

    /// <summary>
    /// Gets the position of the first of the events. If the events between it and those that the run has are missing, the run loses the
    /// earlier ones, so that it has no gap.
    /// </summary>
    public required long First { get; init; }

    /// <summary>Gets the events in a format of this library. The database stores them as they are.</summary>
    public required IReadOnlyList<ReadOnlyMemory<byte>> Events { get; init; }

    /// <summary>Gets the end of the run, which follows the events; null if more may come.</summary>
    public string? End { get; init; }

    /// <summary>Gets the number of events that are kept at least. Earlier ones may be removed.</summary>
    public required int MaxEvents { get; init; }

    /// <summary>
    /// Gets the position of the oldest event that the producer keeps. Earlier ones are removed, so that the run takes no more space in the
    /// database than <see cref="RunOptions.MaxBytes"/> allows.
    /// </summary>
    public long OldestNeeded { get; init; }

    /// <summary>Gets the time for which the run is kept after this call.</summary>
    public required TimeSpan Lifetime { get; init; }

    /// <summary>Gets the time within which the producer calls again, unless it dies.</summary>
    public required TimeSpan Alive { get; init; }
}
