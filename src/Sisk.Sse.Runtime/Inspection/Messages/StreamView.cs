namespace Sisk.Sse.Inspection.Messages;

/// <summary>
/// A stream at one time. Rates are per second. Lags are in milliseconds. Dropped events are counted from the time at which counting began.
/// </summary>
internal sealed record StreamView(
    string Name,
    string Kind,
    int Clients,
    int Slow,
    int LongestQueue,
    double Broadcasts,
    double Delivered,
    double Bytes,
    double? Lag50,
    double? Lag99,
    long Dropped,
    HistoryView? History);
