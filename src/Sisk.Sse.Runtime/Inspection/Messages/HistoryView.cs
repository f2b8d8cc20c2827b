namespace Sisk.Sse.Inspection.Messages;

/// <summary>The kept events of a stream, and the age of the oldest in seconds.</summary>
internal sealed record HistoryView(int Events, long Bytes, double Seconds);
