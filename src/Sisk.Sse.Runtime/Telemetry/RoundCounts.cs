namespace Sisk.Sse.Telemetry;

/// <summary>The counts of one round of a stream's worker.</summary>
/// <param name="Counts">The number of events by name, and by the policy that has dropped them; a null policy for those that were queued.</param>
/// <param name="Began">The time at which the first event of the round was accepted, as a timestamp of the clock.</param>
internal sealed record RoundCounts((string Event, string? Policy, long Count)[] Counts, long Began);
