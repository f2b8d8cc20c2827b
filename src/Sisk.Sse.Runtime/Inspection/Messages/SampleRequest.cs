namespace Sisk.Sse.Inspection.Messages;

/// <summary>Asks another server for a sample, and for the connections that have ended since a position of each server.</summary>
internal sealed record SampleRequest(IReadOnlyDictionary<string, long> Ended);
