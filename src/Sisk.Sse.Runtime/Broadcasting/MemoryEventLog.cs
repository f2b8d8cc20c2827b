namespace Sisk.Sse.Broadcasting;

/// <summary>The log of a single server: the topic's own order is the log's.</summary>
internal sealed class MemoryEventLog : IEventLog
{
    public ValueTask AppendAsync(StreamTopic topic, EventRecord record, CancellationToken cancellationToken) =>
        topic.AcceptAsync(record, cancellationToken);
}
