namespace Sisk.Sse.Sessions;

/// <summary>The connections of one stream at one time.</summary>
/// <param name="Clients">The number of open connections.</param>
/// <param name="Bytes">The number of bytes that were written since the start, those of connections that have ended included.</param>
/// <param name="LongestQueue">The length of the longest queue.</param>
/// <param name="Slow">The number of connections whose client reads slower than events arrive.</param>
internal readonly record struct StreamTotals(int Clients, long Bytes, int LongestQueue, int Slow);
