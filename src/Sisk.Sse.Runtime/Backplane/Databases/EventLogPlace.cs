namespace Sisk.Sse;

/// <summary>A place in a log.</summary>
/// <param name="Epoch">
/// The epoch: ten characters <c>[0-9a-z]</c> that name a part of the log's life in which no event was lost. Empty for no place.
/// </param>
/// <param name="Sequence">The number of the event in the log, starting with 1. It continues from one epoch to the next.</param>
public readonly record struct EventLogPlace(string Epoch, long Sequence);
