namespace Sisk.Sse.Log;

/// <summary>Where a stream stood when a client came: what is broadcast after it, the client has to get.</summary>
/// <param name="Position">The sequence of the latest event; null where the log was still to be read.</param>
/// <param name="Epoch">The log's epoch, in which the position means something.</param>
/// <param name="At">The time, as a timestamp of this server's clock.</param>
internal readonly record struct Arrival(long? Position, string Epoch, long At);
