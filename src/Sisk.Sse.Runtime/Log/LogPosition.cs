namespace Sisk.Sse.Log;

/// <summary>The position of an event in its log.</summary>
/// <param name="Sequence">One more than the sequence of the event before it.</param>
/// <param name="At">The time of the event, as a timestamp of this server's clock.</param>
internal readonly record struct LogPosition(long Sequence, long At);
