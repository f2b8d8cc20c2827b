using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Sisk.Sse.Telemetry;

namespace Sisk.Sse.Inspection;

/// <summary>
/// Listens to the meter while the inspector is open. The meter counts nothing while there is no listener, so an inspector without
/// viewers costs nothing. With a listener, it reports rounds of deliveries, not each one.
/// </summary>
internal sealed class StreamCounters : IDisposable
{
    private readonly ConcurrentDictionary<string, StreamCounter> _counters = new(StringComparer.Ordinal);
    private readonly MeterListener _listener = new();

    internal StreamCounters(Meter meter)
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter == meter
                && instrument.Name is StreamMetrics.BroadcastsName
                    or StreamMetrics.DeliveredName
                    or StreamMetrics.DroppedName
                    or StreamMetrics.LagName)
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<long>(Count);
        _listener.SetMeasurementEventCallback<double>(AddLag);
        _listener.Start();
    }

    internal IEnumerable<string> Streams => _counters.Keys;

    internal StreamCounter Of(string stream) => _counters.GetOrAdd(stream, static _ => new StreamCounter());

    public void Dispose() => _listener.Dispose();

    private void Count(Instrument instrument, long count, ReadOnlySpan<KeyValuePair<string, object?>> tags, object? state)
    {
        var counter = Of(StreamOf(tags));
        switch (instrument.Name)
        {
            case StreamMetrics.BroadcastsName:
                Interlocked.Add(ref counter.Broadcasts, count);
                break;
            case StreamMetrics.DeliveredName:
                Interlocked.Add(ref counter.Delivered, count);
                break;
            default:
                Interlocked.Add(ref counter.Dropped, count);
                break;
        }
    }

    private void AddLag(Instrument instrument, double seconds, ReadOnlySpan<KeyValuePair<string, object?>> tags, object? state) =>
        Of(StreamOf(tags)).Lags.Add(seconds);

    private static string StreamOf(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        foreach (var (name, value) in tags)
        {
            if (name == StreamMetrics.StreamTag)
            {
                return (string)value!;
            }
        }

        return "";
    }
}
