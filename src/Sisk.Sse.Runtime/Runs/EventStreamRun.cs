namespace Sisk.Sse;

/// <summary>One run of a resumable pull stream.</summary>
/// <param name="Id">The id. The ids of its events begin with it.</param>
/// <param name="Stream">The name of the stream in telemetry: its route.</param>
/// <param name="Path">The path of the request that began it.</param>
/// <param name="User">The user who began it; null for an anonymous one.</param>
/// <param name="StartedAt">The time at which it began.</param>
/// <param name="Events">The number of its events so far.</param>
/// <param name="Clients">The number of clients that follow it on this server.</param>
/// <param name="IsRunning">True until it has ended.</param>
public sealed record EventStreamRun(
    string Id, string Stream, string Path, string? User, DateTimeOffset StartedAt, long Events, int Clients, bool IsRunning);
