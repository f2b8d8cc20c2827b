using System.Diagnostics.Metrics;

namespace Sisk.Sse.Telemetry;

/// <summary>The instruments of the meter <c>Sisk.Sse</c>. Their attributes are templates, never identifiers of connections.</summary>
internal sealed class StreamMetrics
{
    internal const string MeterName = "Sisk.Sse";
    internal const string StreamTag = "sisk.sse.stream";
    internal const string EventTag = "sisk.sse.event";
    internal const string StatusTag = "sisk.sse.connection.status";
    internal const string BroadcastsName = Prefix + "broadcasts";
    internal const string DeliveredName = Prefix + "delivered";
    internal const string DroppedName = Prefix + "dropped";
    internal const string LagName = Prefix + "delivery.lag";
    private const string Prefix = "sisk.sse.server.";

    /// <summary>Streams live for seconds to days.</summary>
    private static readonly InstrumentAdvice<double> _connectionSeconds =
        new() { HistogramBucketBoundaries = [0.1, 1, 10, 60, 300, 900, 3600, 14400, 86400] };
    private static readonly InstrumentAdvice<double> _shortSeconds =
        new() { HistogramBucketBoundaries = [0.0001, 0.0005, 0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 5] };

    private readonly ListenerGuard _listeners;
    private readonly UpDownCounter<long> _active;
    private readonly Histogram<double> _connectionDuration;
    private readonly Counter<long> _rejected;
    private readonly Counter<long> _broadcasts;
    private readonly Counter<long> _delivered;
    private readonly Counter<long> _dropped;
    private readonly Histogram<double> _broadcastDuration;
    private readonly Histogram<double> _lag;
    private readonly Counter<long> _resumes;
    private readonly Counter<long> _replayed;
    private readonly UpDownCounter<long> _activeRuns;
    private readonly Counter<long> _runs;

    public StreamMetrics(IMeterFactory factory, ListenerGuard listeners)
    {
        _listeners = listeners;
        Meter = factory.Create(MeterName);
        _active = Meter.CreateUpDownCounter<long>(Prefix + "active_connections", "{connection}", "The number of open event streams.");
        _connectionDuration = Meter.CreateHistogram(
            Prefix + "connection.duration", "s", "The duration of event streams that have ended.", tags: null, _connectionSeconds);
        _rejected = Meter.CreateCounter<long>(
            Prefix + "rejected_connections", "{connection}", "The number of clients that a limit has refused.");
        _broadcasts = Meter.CreateCounter<long>(BroadcastsName, "{event}", "The number of events that this server has broadcast.");
        _delivered = Meter.CreateCounter<long>(DeliveredName, "{event}", "The number of events that were queued for a connection.");
        _dropped = Meter.CreateCounter<long>(DroppedName, "{event}", "The number of events that an overflow policy has dropped.");
        _broadcastDuration = Meter.CreateHistogram(
            Prefix + "broadcast.duration", "s", "The time until a broadcast was accepted.", tags: null, _shortSeconds);
        _lag = Meter.CreateHistogram(
            LagName,
            "s",
            "The time from the acceptance of an event until it was written to its connections. Sampled.",
            tags: null,
            _shortSeconds);
        _resumes = Meter.CreateCounter<long>(
            Prefix + "resumes", "{connection}", "The number of clients that returned with a last event ID.");
        _replayed = Meter.CreateCounter<long>(
            Prefix + "replayed", "{event}", "The number of missed events that were sent to returning clients.");
        _activeRuns = Meter.CreateUpDownCounter<long>(
            Prefix + "active_runs", "{run}", "The number of resumable pull streams that this server produces.");
        _runs = Meter.CreateCounter<long>(Prefix + "runs", "{run}", "The number of resumable pull streams that have ended.");
    }

    internal Meter Meter { get; }

    internal bool CountsConnections => _active.Enabled;

    internal bool CountsBroadcasts => _broadcasts.Enabled || _broadcastDuration.Enabled;

    internal bool CountsDeliveries => _delivered.Enabled || _dropped.Enabled;

    internal bool SamplesLag => _lag.Enabled;

    internal void ConnectionOpened(string stream, string transport) =>
        _listeners.Add(_active, 1, Tag(StreamTag, stream), Tag("sisk.sse.transport", transport));

    internal void ConnectionClosed(string stream, string transport, bool wasCounted, CloseReason reason, TimeSpan duration)
    {
        if (wasCounted)
        {
            _listeners.Add(_active, -1, Tag(StreamTag, stream), Tag("sisk.sse.transport", transport));
        }

        // A client may be refused when its stream is about to begin.
        if (_connectionDuration.Enabled && reason is not CloseReason.Rejected)
        {
            _listeners.Record(
                _connectionDuration, duration.TotalSeconds, Tag(StreamTag, stream), Tag(StatusTag, CloseReasonNames.Of(reason)));
        }
    }

    internal void Rejected(string stream, string limit) =>
        _listeners.Add(_rejected, 1, Tag(StreamTag, stream), Tag("sisk.sse.limit", limit));

    internal void Broadcast(string stream, string? eventName, TimeSpan duration)
    {
        _listeners.Add(_broadcasts, 1, Tag(StreamTag, stream), Tag(EventTag, eventName));
        _listeners.Record(_broadcastDuration, duration.TotalSeconds, Tag(StreamTag, stream));
    }

    internal void Delivered(string stream, string? eventName, long count) =>
        _listeners.Add(_delivered, count, Tag(StreamTag, stream), Tag(EventTag, eventName));

    internal void Dropped(string stream, string? eventName, string policy, long count) =>
        _listeners.Add(_dropped, count, Tag(StreamTag, stream), Tag(EventTag, eventName), Tag("sisk.sse.policy", policy));

    internal void Lag(string stream, TimeSpan lag) => _listeners.Record(_lag, lag.TotalSeconds, Tag(StreamTag, stream));

    internal void Resumed(string stream, string result, int replayed)
    {
        _listeners.Add(_resumes, 1, Tag(StreamTag, stream), Tag("result", result));
        if (replayed > 0)
        {
            _listeners.Add(_replayed, replayed, Tag(StreamTag, stream), Tag("result", result));
        }
    }

    internal void RunStarted(string stream) => _listeners.Add(_activeRuns, 1, Tag(StreamTag, stream));

    internal void RunEnded(string stream, string result)
    {
        _listeners.Add(_activeRuns, -1, Tag(StreamTag, stream));
        _listeners.Add(_runs, 1, Tag(StreamTag, stream), Tag("result", result));
    }

    private static KeyValuePair<string, object?> Tag(string name, object? value) => new(name, value);
}
