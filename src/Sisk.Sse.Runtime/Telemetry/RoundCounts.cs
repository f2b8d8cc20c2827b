namespace Sisk.Sse.Telemetry;

/// <summary>The counts of one round of a stream's worker.</summary>
/// <param name="Counts">
/// The number of events by name, and by the policy that has dropped them; a null policy for those that were queued.
/// </param>
/// <param name="Began">
/// The time at which the first delivered event was accepted, as a timestamp of the clock; null if the worker has delivered none.
/// </param>
internal sealed record RoundCounts((string Event, string? Policy, long Count)[] Counts, long? Began);
