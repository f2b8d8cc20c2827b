using System.Runtime.InteropServices;
using Sisk.Sse.Connections;

namespace Sisk.Sse.Telemetry;

/// <summary>
/// Counts the deliveries of one stream. The counts of a round of its worker are reported together, outside of the stream's lock. Nothing is
/// counted while there is no listener.
/// </summary>
internal sealed class DeliveryCounts(StreamMetrics metrics, string stream, TimeProvider time)
{
    private readonly Dictionary<(string Event, string? Policy), long> _counts = [];
    private long? _roundBegan;

    internal bool IsEnabled => metrics.CountsDeliveries || metrics.SamplesLag;

    /// <summary>Counts an event. Called under the stream's lock.</summary>
    internal void Add(string? eventName, long now, EnqueueTotals totals)
    {
        _roundBegan ??= totals.Queued > 0 ? now : null;
        Add(eventName, policy: null, totals.Queued);
        if (totals.Drops is { } drops)
        {
            foreach (var ((name, policy), count) in drops)
            {
                Add(name, OverflowNames.Of(policy), count);
            }
        }
    }

    /// <summary>Takes the counts since the last call. Called under the stream's lock.</summary>
    /// <returns>The counts; null if there are none.</returns>
    internal RoundCounts? Take()
    {
        if (_counts.Count == 0)
        {
            return null;
        }

        var counts = new RoundCounts([.. _counts.Select(static count => (count.Key.Event, count.Key.Policy, count.Value))], _roundBegan);
        _counts.Clear();
        _roundBegan = null;
        return counts;
    }

    /// <summary>Reports counts that were taken. Called outside of the lock.</summary>
    internal void Report(RoundCounts round)
    {
        // First, so that code that sees the deliveries sees their lag.
        if (metrics.SamplesLag && round.Began is { } began)
        {
            metrics.Lag(stream, time.GetElapsedTime(began));
        }

        foreach (var (eventName, policy, count) in round.Counts)
        {
            if (policy is null)
            {
                metrics.Delivered(stream, NullIfEmpty(eventName), count);
            }
            else
            {
                metrics.Dropped(stream, NullIfEmpty(eventName), policy, count);
            }
        }
    }

    private void Add(string? eventName, string? policy, int count)
    {
        if (count > 0)
        {
            CollectionsMarshal.GetValueRefOrAddDefault(_counts, (eventName ?? "", policy), out _) += count;
        }
    }

    private static string? NullIfEmpty(string text) => text.Length == 0 ? null : text;
}
