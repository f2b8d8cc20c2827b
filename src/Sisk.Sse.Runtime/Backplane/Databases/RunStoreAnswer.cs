namespace Sisk.Sse;

/// <summary>The requests of other servers to the producer of a run.</summary>
/// <param name="Seen">The position up to which a client of another server has got the events; null if none follows the run.</param>
/// <param name="IsStopped">A value that indicates whether the run was asked to stop.</param>
public readonly record struct RunStoreAnswer(long? Seen, bool IsStopped);
