using System.Collections.Concurrent;
using System.ComponentModel;
using Sisk.Sse.Log;
using Sisk.Sse.Presence;
using Sisk.Sse.Telemetry;
using Sisk.Sse.Topics;

namespace Sisk.Sse.CompilerServices;

/// <summary>The push streams of an application. For generated code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class StreamRegistry : IDisposable
{
    private readonly ConcurrentDictionary<string, Lazy<StreamTopic>> _topics = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, Lazy<StreamPresence>> _presences = new(StringComparer.Ordinal);
    private readonly TopicServices _services;
    private readonly SubscriptionServices _local;
    private readonly EventStreamOptions _options;
    private readonly IBroadcastObserver? _observer;
    private readonly StreamMetrics _metrics;
    private readonly StreamActivities _activities;
    private readonly Func<IPresencePeers?> _findPeers;

    internal StreamRegistry(
        TopicServices services,
        SubscriptionServices local,
        IBroadcastObserver? observer,
        StreamMetrics metrics,
        StreamActivities activities,
        Func<IPresencePeers?> findPeers)
    {
        (_services, _local, _options, _observer) = (services, local, local.Options, observer);
        (_metrics, _activities, _findPeers) = (metrics, activities, findPeers);
    }

    /// <summary>Gets the publisher of a stream.</summary>
    /// <param name="stream">The stream.</param>
    /// <returns>A publisher that broadcasts to the stream's connections.</returns>
    public StreamPublisher GetPublisher(StreamDescription stream) => new(
        this, GetTopic(stream), stream, _local, _observer, new BroadcastTelemetry(stream.Template, _metrics, _activities, _services.Time));

    /// <summary>Ends the presence of all streams. Its clock and its handlers would otherwise outlive the application.</summary>
    void IDisposable.Dispose()
    {
        foreach (var presence in _presences.Values.Where(static presence => presence.IsValueCreated))
        {
            presence.Value.Dispose();
        }
    }

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
        var presence = new StreamPresence(stream, _options.PresenceDelay, _services.Time, _local.Clock.Report, peers);
        peers?.Activate(presence);
        return presence;
    }

    private StreamTopic CreateTopic(StreamDescription stream)
    {
        var history = stream.HistoryBounds?.ToOptions(_options.History) ?? _options.History;
        var counts = new DeliveryCounts(_metrics, stream.Template, _services.Time);
        var topic = new StreamTopic(
            new TopicSettings(stream.Name, history)
            {
                Newcomers = stream.HistoryBounds?.Newcomers ?? NewcomerReplay.None,
                Shape = KeyShape.Of(stream.Keys.Select(static key => key.Name)),
                Telemetry = new TopicTelemetry(stream.Template, counts, _activities),
            },
            _services);
        if (_presences.TryGetValue(stream.Name, out var presence))
        {
            topic.Attach(presence.Value);
        }

        return topic;
    }
}
