using System.Collections.Concurrent;
using System.ComponentModel;
using Sisk.Sse.Log;
using Sisk.Sse.Presence;
using Sisk.Sse.Telemetry;
using Sisk.Sse.Topics;
using Sisk.Sse.Transport.Linux;

namespace Sisk.Sse.CompilerServices;

/// <summary>The push streams of an application. For generated code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class StreamRegistry
{
    private readonly ConcurrentDictionary<string, Lazy<StreamTopic>> _topics = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, Lazy<StreamPresence>> _presences = new(StringComparer.Ordinal);
    private readonly ITopicLog? _log;
    private readonly SubscriptionServices _local;
    private readonly EventStreamOptions _options;
    private readonly TimeProvider _time;
    private readonly SendBatches _batches;
    private readonly IBroadcastObserver? _observer;
    private readonly StreamMetrics _metrics;
    private readonly StreamActivities _activities;
    private readonly Func<IPresencePeers?> _findPeers;

    internal StreamRegistry(
        ITopicLog? log,
        SubscriptionServices local,
        TimeProvider time,
        SendBatches batches,
        IBroadcastObserver? observer,
        StreamMetrics metrics,
        StreamActivities activities,
        Func<IPresencePeers?> findPeers)
    {
        _log = log;
        _local = local;
        _options = local.Options;
        _time = time;
        _batches = batches;
        _observer = observer;
        (_metrics, _activities, _findPeers) = (metrics, activities, findPeers);
    }

    /// <summary>Gets the publisher of a stream.</summary>
    /// <param name="stream">The stream.</param>
    /// <returns>A publisher that broadcasts to the stream's connections.</returns>
    public StreamPublisher GetPublisher(StreamDescription stream) => new(
        this, GetTopic(stream), stream, _local, _observer, new BroadcastTelemetry(stream.Template, _metrics, _activities, _time));

    internal StreamTopic GetTopic(StreamDescription stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        return _topics.GetOrAdd(
            stream.Name,
            static (_, state) => new(() => state.Registry.CreateTopic(state.Stream)),
            (Registry: this, Stream: stream)).Value;
    }

    /// <summary>Gets the topic of a stream that has been used; null for any other.</summary>
    internal StreamTopic? FindTopic(StreamDescription stream) =>
        _topics.GetValueOrDefault(stream.Name) is { IsValueCreated: true } topic ? topic.Value : null;

    /// <summary>Gets the presence of a stream. It is kept from the first call on.</summary>
    /// <param name="stream">The stream's name. The topic may not exist yet.</param>
    internal StreamPresence GetPresence(string stream)
    {
        var presence = _presences.GetOrAdd(stream, static (stream, registry) => new(() => registry.CreatePresence(stream)), this).Value;
        if (_topics.TryGetValue(stream, out var topic))
        {
            topic.Value.Attach(presence);
        }

        return presence;
    }

    private StreamPresence CreatePresence(string stream)
    {
        // Found on first use, which may come before the host starts the exchange with other servers.
        var peers = _findPeers();
        var presence = new StreamPresence(stream, _options.PresenceDelay, _time, _local.Clock.Report, peers);
        peers?.Activate(presence);
        return presence;
    }

    private StreamTopic CreateTopic(StreamDescription stream)
    {
        var history = stream.HistoryBounds?.ToOptions(_options.History) ?? _options.History;
        var counts = new DeliveryCounts(_metrics, stream.Template, _time);
        var newcomers = stream.HistoryBounds?.Newcomers ?? NewcomerReplay.None;
        var topic = new StreamTopic(
            stream.Name,
            history,
            _time,
            _batches,
            _options.PaceBroadcasts,
            _log,
            new TopicTelemetry(stream.Template, counts, _activities),
            newcomers,
            _options.Threads,
            KeyShape.Of(stream.Keys.Select(static key => key.Name)));
        if (_presences.TryGetValue(stream.Name, out var presence))
        {
            topic.Attach(presence.Value);
        }

        return topic;
    }
}
