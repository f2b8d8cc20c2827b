using Sisk.Sse.Topics;

namespace Sisk.Sse.Log;

/// <summary>The log of a single server: the topic's own order is the log's.</summary>
internal sealed class MemoryEventLog : IEventLog
{
    public void Attach(StreamTopic topic)
    {
        topic.Restart(new Lineage((StreamEventId.NewEpoch(), 0)), position: 0);
        topic.IsReady = true;
    }

    public ValueTask AppendAsync(StreamTopic topic, EventRecord record, CancellationToken cancellationToken) =>
        topic.AcceptAsync(record, place: null, cancellationToken);

    public ValueTask<bool> CatchUpAsync(StreamTopic topic, CancellationToken cancellationToken) => new(true);
}
