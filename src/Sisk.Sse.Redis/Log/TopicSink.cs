using Sisk.Sse.Connections;
using Sisk.Sse.Log;
using Sisk.Sse.Topics;
using Sisk.Sse.Wire;

namespace Sisk.Sse.Redis.Log;

/// <summary>Hands a log's events to the topic of a stream.</summary>
internal sealed class TopicSink(IEventLogConsumer topic, EventStreamOptions options) : ILogSink
{
    private readonly RetentionFloor _recent = new();

    public long CompleteAfter => topic.CompleteAfter;

    public TimeSpan MaxAge => topic.MaxAge;

    public int LeastKept => _recent.Count;

    public bool WantsHistory => true;

    public string AfterReset => "its clients get a reset";

    public void Restart(EpochHistory lineage, long position)
    {
        topic.IsReady = false;
        foreach (var connection in topic.Restart(lineage, position))
        {
            // The client returns with an id that is no longer known, and gets a reset and what the application begins with.
            connection.Close(CloseReason.Draining, FrameEncoder.Retry(NextRetry()));
        }
    }

    public void Continue(EpochHistory lineage) => topic.Continue(lineage);

    public ValueTask AcceptAsync(IReadOnlyList<EventRecord> records, LogPosition first, CancellationToken cancellationToken)
    {
        foreach (var record in records)
        {
            _recent.Add(record.Data.Length);
        }

        return topic.AcceptAsync(records, first, cancellationToken);
    }

    public void OnAppended(string epoch, long sequence) => topic.NoteAppended(epoch, sequence);

    public void OnCaughtUp() => topic.IsReady = true;

    private TimeSpan NextRetry() => options.MinRetry + ((options.MaxRetry - options.MinRetry) * Random.Shared.NextDouble());
}
