namespace Sisk.Sse;

/// <summary>Events of a run, and its state before they were read.</summary>
public sealed class RunStorePage
{
    /// <summary>Gets the facts about the run, as they were written.</summary>
    public required string Header { get; init; }

    /// <summary>Gets the position of the latest event; 0 for none.</summary>
    public required long Last { get; init; }

    /// <summary>Gets the end of the run; null while it continues.</summary>
    public required string? End { get; init; }

    /// <summary>Gets a value indicating whether the producer has called within its announced time.</summary>
    public required bool IsAlive { get; init; }

    /// <summary>Gets the position of the first of the events; 0 if there are none.</summary>
    public required long First { get; init; }

    /// <summary>Gets the events, without gaps.</summary>
    public required IReadOnlyList<ReadOnlyMemory<byte>> Events { get; init; }
}
