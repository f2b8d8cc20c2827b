using System.Collections.Concurrent;
using System.ComponentModel;
using Microsoft.Extensions.Options;
using Sisk.Sse.Log;
using Sisk.Sse.Topics;
using Sisk.Sse.Transport.Linux;
using Sisk.Sse.Wire;

namespace Sisk.Sse.CompilerServices;

/// <summary>The push streams of an application. For generated code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class StreamRegistry
{
    private readonly ConcurrentDictionary<string, Lazy<StreamTopic>> _topics = new(StringComparer.Ordinal);
    private readonly IEventLog? _log;
    private readonly PayloadSerializer _payloads;
    private readonly EventStreamOptions _options;
    private readonly TimeProvider _time;
    private readonly SendBatches _batches;

    internal StreamRegistry(
        IEventLog? log, PayloadSerializer payloads, IOptions<EventStreamOptions> options, TimeProvider time, SendBatches batches)
    {
        _log = log;
        _payloads = payloads;
        _options = options.Value;
        _time = time;
        _batches = batches;
    }

    /// <summary>Gets the publisher of a stream.</summary>
    /// <param name="stream">The stream.</param>
    /// <returns>A publisher that broadcasts to the stream's connections.</returns>
    public StreamPublisher GetPublisher(StreamDescription stream) => new(GetTopic(stream), _payloads);

    internal StreamTopic GetTopic(StreamDescription stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        return _topics.GetOrAdd(
            stream.Name,
            static (_, state) => new(() => state.Registry.CreateTopic(state.Stream)),
            (Registry: this, Stream: stream)).Value;
    }

    private StreamTopic CreateTopic(StreamDescription stream)
    {
        var history = stream.HistoryBounds?.ToOptions(_options.History) ?? _options.History;
        return new StreamTopic(stream.Name, history, _time, _batches, _options.PaceBroadcasts, _log);
    }
}
