namespace Sisk.Sse.Log;

/// <summary>Where in the log an event stands, and since when.</summary>
/// <param name="Sequence">One more than that of the event before it.</param>
/// <param name="At">When it was appended, as a timestamp of this server's clock.</param>
internal readonly record struct LogPlace(long Sequence, long At);
