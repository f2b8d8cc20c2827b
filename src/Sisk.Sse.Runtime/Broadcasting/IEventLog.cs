namespace Sisk.Sse.Broadcasting;

/// <summary>
/// Where broadcast events get their order. A log appends an event, and every event that stands in it, from whichever
/// server, reaches the topic by <see cref="StreamTopic.AcceptAsync"/>, in the log's order.
/// </summary>
internal interface IEventLog
{
    /// <summary>Completes when the event has its place in the log. Never waits for a client.</summary>
    ValueTask AppendAsync(StreamTopic topic, EventRecord record, CancellationToken cancellationToken);
}
