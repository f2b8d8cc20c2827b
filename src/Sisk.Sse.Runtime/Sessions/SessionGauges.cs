using System.Diagnostics.Metrics;
using System.Runtime.InteropServices;
using Sisk.Sse.Connections;
using Sisk.Sse.Telemetry;

namespace Sisk.Sse.Sessions;

/// <summary>The instruments that look at the open streams when they are read, so that nothing is counted in between.</summary>
internal sealed class SessionGauges
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, long> _finishedBytes = new(StringComparer.Ordinal);
    private readonly SessionRegistry _sessions;

    internal SessionGauges(Meter meter, SessionRegistry sessions)
    {
        _sessions = sessions;
        meter.CreateObservableCounter(
            "sisk.sse.server.io", ObserveBytes, "By", "The number of bytes of events, pings and comments that were written.");
        meter.CreateObservableGauge(
            "sisk.sse.server.queue.length", ObserveQueues, "{event}", "The length of the longest queue of a connection.");
        meter.CreateObservableGauge(
            "sisk.sse.server.slow_connections",
            ObserveSlow,
            "{connection}",
            "The number of connections whose client reads slower than events arrive.");
    }

    /// <summary>Keeps the bytes of a stream that has ended.</summary>
    internal void Finish(StreamSession session)
    {
        lock (_gate)
        {
            var (stream, bytes) = session.TakeSentBytes();
            if (stream is not null)
            {
                _finishedBytes[stream] = _finishedBytes.GetValueOrDefault(stream) + bytes;
            }
        }
    }

    /// <summary>Reads the connections of each stream, in one pass over all of them.</summary>
    internal Dictionary<string, StreamTotals> ReadTotals()
    {
        lock (_gate)
        {
            var totals = new Dictionary<string, StreamTotals>(StringComparer.Ordinal);
            foreach (var (stream, bytes) in _finishedBytes)
            {
                totals[stream] = new StreamTotals(0, bytes, 0, 0);
            }

            foreach (var session in _sessions.All())
            {
                if (session.Reported is var (stream, connection))
                {
                    ref var total = ref CollectionsMarshal.GetValueRefOrAddDefault(totals, stream, out _);
                    var (queued, isSlow) = connection.Backlog;
                    total = new StreamTotals(
                        total.Clients + 1,
                        total.Bytes + connection.SentBytes,
                        Math.Max(total.LongestQueue, queued),
                        total.Slow + (isSlow ? 1 : 0));
                }
            }

            return totals;
        }
    }

    private Measurement<long>[] ObserveBytes()
    {
        lock (_gate)
        {
            var totals = new Dictionary<string, long>(_finishedBytes, StringComparer.Ordinal);
            Collect(totals, static (connection, total) => total + connection.SentBytes);
            return Measure(totals);
        }
    }

    private Measurement<long>[] ObserveQueues()
    {
        var longest = new Dictionary<string, long>(StringComparer.Ordinal);
        Collect(longest, static (connection, length) => Math.Max(length, connection.Backlog.Queued));
        return Measure(longest);
    }

    private Measurement<long>[] ObserveSlow()
    {
        var slow = new Dictionary<string, long>(StringComparer.Ordinal);
        Collect(slow, static (connection, count) => count + (connection.Backlog.IsSlow ? 1 : 0));
        return Measure(slow);
    }

    private void Collect(Dictionary<string, long> values, Func<Connection, long, long> add)
    {
        foreach (var session in _sessions.All())
        {
            if (session.Reported is var (stream, connection))
            {
                values[stream] = add(connection, values.GetValueOrDefault(stream));
            }
        }
    }

    private static Measurement<long>[] Measure(Dictionary<string, long> values) =>
        [.. values.Select(static value =>
            new Measurement<long>(value.Value, new KeyValuePair<string, object?>(StreamMetrics.StreamTag, value.Key)))];
}
