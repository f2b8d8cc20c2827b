using Sisk.Sse.Topics;

namespace Sisk.Sse.Log;

/// <summary>
/// Where broadcast events get their order. A log appends an event, and every event that stands in it, from whichever
/// server, reaches the <see cref="StreamTopic"/>, in the log's order.
/// </summary>
internal interface IEventLog
{
    /// <summary>Takes up a new topic: gives it the log's epochs and events, at once or as soon as they can be had.</summary>
    void Attach(StreamTopic topic);

    /// <summary>Completes when the event has its place in the log. No client that does not read holds it up.</summary>
    ValueTask AppendAsync(StreamTopic topic, EventRecord record, CancellationToken cancellationToken);

    /// <summary>Completes when the topic has every event that the log holds now. False when the log cannot be reached.</summary>
    ValueTask<bool> CatchUpAsync(StreamTopic topic, CancellationToken cancellationToken);
}
