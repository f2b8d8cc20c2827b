using Sisk.Sse.Inspection.Messages;

namespace Sisk.Sse.Inspection;

/// <summary>Sums up the streams of several servers.</summary>
internal static class StreamSums
{
    /// <summary>
    /// Sums up streams by their names. Lags and queues are those of the worst server, and histories are the same on each.
    /// </summary>
    internal static IReadOnlyList<StreamView> Of(IEnumerable<IReadOnlyList<StreamView>> servers) =>
        [.. servers.SelectMany(static streams => streams)
            .GroupBy(static stream => stream.Name, StringComparer.Ordinal)
            .Select(static group => group.Aggregate(Add))
            .OrderBy(static stream => stream.Name, StringComparer.Ordinal)];

    private static StreamView Add(StreamView one, StreamView other) => one with
    {
        Clients = one.Clients + other.Clients,
        Slow = one.Slow + other.Slow,
        LongestQueue = Math.Max(one.LongestQueue, other.LongestQueue),
        Broadcasts = Math.Round(one.Broadcasts + other.Broadcasts, 1),
        Delivered = Math.Round(one.Delivered + other.Delivered, 1),
        Bytes = Math.Round(one.Bytes + other.Bytes, 1),
        Lag50 = Max(one.Lag50, other.Lag50),
        Lag99 = Max(one.Lag99, other.Lag99),
        Dropped = one.Dropped + other.Dropped,
        History = (one.History?.Events ?? 0) >= (other.History?.Events ?? 0) ? one.History : other.History,
    };

    private static double? Max(double? one, double? other) => other is null || one > other ? one : other;
}
