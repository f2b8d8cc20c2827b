namespace Sisk.Sse.Log;

/// <summary>The position of a stream when a client connected. The client gets every event that is broadcast after it.</summary>
/// <param name="Sequence">The sequence of the latest event; null if the shared log had not been read yet.</param>
/// <param name="Epoch">The epoch that the sequence belongs to.</param>
/// <param name="At">The time, as a timestamp of this server's clock.</param>
internal readonly record struct StreamPosition(long? Sequence, string Epoch, long At);
