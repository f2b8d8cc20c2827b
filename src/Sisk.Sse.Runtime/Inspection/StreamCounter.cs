namespace Sisk.Sse.Inspection;

/// <summary>The events of one stream since the inspector was opened. The totals are added to from any thread.</summary>
internal sealed class StreamCounter
{
    internal long Broadcasts;
    internal long Delivered;
    internal long Dropped;

    internal LagWindow Lags { get; } = new();

    internal RateWindow BroadcastRate { get; } = new();

    internal RateWindow DeliveredRate { get; } = new();

    internal RateWindow ByteRate { get; } = new();
}
